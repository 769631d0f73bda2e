package dev.sluice.release.promotion;

import dev.sluice.release.approval.Rule;
import dev.sluice.release.approval.Tally;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All that keeps a release out now. What is not known keeps it out as well.
final class Obstacles {
  private Obstacles() {}

  static List<Obstacle> of(Candidacy c, Instant now) {
    List<Obstacle> all = new ArrayList<>();
    below(c, now, all);
    checks(c, all);
    approvals(c, now, all);
    freezes(c, now, all);
    holds(c, all);
    if (c.hop().manual() && c.asked() == null) {
      all.add(new Obstacle(Obstacle.Kind.NOT_ASKED_FOR, "nobody has asked for it"));
    }
    return all;
  }

  /// One environment below is enough. Of several, the one that needs the least is named.
  private static void below(Candidacy c, Instant now, List<Obstacle> all) {
    if (c.hop().from().isEmpty()) {
      return;
    }
    Obstacle least =
        new Obstacle(
            Obstacle.Kind.NOT_VERIFIED,
            "no rollout in " + String.join(" or ", c.hop().from()) + " has ended with it");
    for (Below b : c.below()) {
      Instant end = b.since().plus(c.hop().soak());
      if (!b.passed()) {
        least = new Obstacle(Obstacle.Kind.VERIFICATION_FAILED, b.environment() + ": " + b.why());
      } else if (now.isBefore(end)) {
        least =
            new Obstacle(
                Obstacle.Kind.SOAKING, "in " + b.environment() + " until " + Moment.of(end));
      } else {
        return;
      }
    }
    all.add(least);
  }

  private static void checks(Candidacy c, List<Obstacle> all) {
    for (EntryCheck check : c.hop().checks()) {
      String name = check.name();
      Finding known =
          c.checks().stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
      if (known == null) {
        String fix = check.fix(c.release().id().brief(), c.hop().from());
        all.add(new Obstacle(Obstacle.Kind.CHECK_MISSING, name + " has no result: " + fix));
      } else if (known.samples() == 0) {
        all.add(new Obstacle(Obstacle.Kind.CHECK_MISSING, name + " has no result: " + known.why()));
      } else {
        said(name, known, all);
      }
    }
  }

  private static void said(String name, Finding known, List<Obstacle> all) {
    switch (known.kind()) {
      case NOT_WORSE -> {}
      case WORSE -> all.add(new Obstacle(Obstacle.Kind.CHECK_FAILED, name + ": " + known.why()));
      case UNDECIDED, HELD, NO_DATA ->
          all.add(
              new Obstacle(
                  Obstacle.Kind.CHECK_MISSING, name + " says nothing yet: " + known.why()));
    }
  }

  private static void approvals(Candidacy c, Instant now, List<Obstacle> all) {
    Rule rule = c.hop().approvals();
    if (rule == null) {
      return;
    }
    Tally tally =
        rule.tally(c.approvals(), c.release().id(), c.hop().environment(), c.authors(), now);
    if (!tally.reached()) {
      String text = tally.missing() + " of " + tally.quorum() + " approvals are missing";
      String ended =
          tally.refused().stream()
              .filter(r -> r.why() == Tally.Why.EXPIRED)
              .map(r -> r.approval().by())
              .distinct()
              .filter(by -> !tally.counted().contains(by))
              .collect(Collectors.joining(", "));
      text += ended.isEmpty() ? "" : "; that of " + ended + " has expired";
      all.add(new Obstacle(Obstacle.Kind.APPROVALS_MISSING, text));
    }
  }

  private static void freezes(Candidacy c, Instant now, List<Obstacle> all) {
    for (Hop.Freeze freeze : c.hop().freezes()) {
      boolean overridden =
          c.overrides().stream()
              .anyMatch(o -> o.freeze().equals(freeze.name()) && !o.at().isAfter(now));
      if (freeze.holds(now) && !overridden) {
        String text = freeze.name() + " until the end of " + freeze.last();
        all.add(new Obstacle(Obstacle.Kind.FROZEN, text));
      }
    }
  }

  private static void holds(Candidacy c, List<Obstacle> all) {
    Holds holds = c.holds();
    if (holds == null) {
      all.add(new Obstacle(Obstacle.Kind.HOLDS_NOT_READ, "what is on hold has not been read"));
      return;
    }
    for (Hold hold : holds.on(c.release(), c.hop().environment())) {
      all.add(new Obstacle(Obstacle.Kind.ON_HOLD, hold.why()));
    }
  }
}
