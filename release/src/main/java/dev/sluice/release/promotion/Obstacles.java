package dev.sluice.release.promotion;

import dev.sluice.release.approval.Rule;
import dev.sluice.release.approval.Tally;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
            Obstacle.Kind.NOT_VERIFIED, "not verified in " + String.join(" or ", c.hop().from()));
    for (Below b : c.below()) {
      Instant end = b.since().plus(c.hop().soak());
      if (!b.passed()) {
        least = new Obstacle(Obstacle.Kind.VERIFICATION_FAILED, b.environment() + ": " + b.why());
      } else if (now.isBefore(end)) {
        least = new Obstacle(Obstacle.Kind.SOAKING, "in " + b.environment() + " until " + end);
      } else {
        return;
      }
    }
    all.add(least);
  }

  private static void checks(Candidacy c, List<Obstacle> all) {
    for (String name : c.hop().checks()) {
      List<Finding> known = c.checks().stream().filter(f -> f.name().equals(name)).toList();
      if (known.isEmpty() || known.getFirst().samples() == 0) {
        all.add(new Obstacle(Obstacle.Kind.CHECK_MISSING, name + " has no result"));
      } else if (known.getFirst().kind() != Finding.Kind.NOT_WORSE) {
        all.add(new Obstacle(Obstacle.Kind.CHECK_FAILED, name + ": " + known.getFirst().why()));
      }
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
    for (Hold hold : holds.on(c.release())) {
      all.add(new Obstacle(Obstacle.Kind.ON_HOLD, hold.why()));
    }
  }
}
