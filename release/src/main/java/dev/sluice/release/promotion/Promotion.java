package dev.sluice.release.promotion;

import dev.sluice.release.approval.Approval;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The machine that lets releases into environments. Eligible is what nothing keeps out *now*: a
/// verification that fails later, a hold, an approval that ends or a freeze that begins takes it
/// away again, until the rollout has begun.
public final class Promotion {
  private Promotion() {}

  /// The beginning.
  public static Next start(Candidacy candidacy, Instant now) {
    return judge(new State.Waiting(candidacy, List.of()), candidacy, now);
  }

  /// What comes of an observation.
  public static Next next(State state, Observation observation, Instant now) {
    if (state.over()) {
      return new Next(state, List.of());
    }
    Candidacy before = state.candidacy();
    if (observation instanceof Observation.Superseded superseded) {
      return end(state, superseded, now);
    }
    if (observation instanceof Observation.Begun begun) {
      return begun.release().equals(before.release().id())
          ? new Next(new State.Promoted(before, begun.at()), List.of())
          : new Next(state, List.of());
    }
    return judge(state, know(before, observation, now), now);
  }

  private static Next end(State before, Observation.Superseded superseded, Instant now) {
    Candidacy c = before.candidacy();
    String why = superseded.by() + " came after it";
    List<Action> actions = new ArrayList<>();
    if (before instanceof State.Eligible) {
      actions.add(new Action.Withdraw(c.hop().environment(), c.release().id(), why, now));
    }
    actions.add(keep(c, "superseded", why, now));
    return new Next(new State.Superseded(c, superseded.by(), superseded.at()), actions);
  }

  private static Next judge(State before, Candidacy c, Instant now) {
    List<Obstacle> obstacles = Obstacles.of(c, now);
    ReleaseId id = c.release().id();
    String environment = c.hop().environment();
    List<Action> actions = new ArrayList<>();
    if (obstacles.isEmpty()) {
      if (before instanceof State.Eligible eligible) {
        return new Next(new State.Eligible(c, eligible.since()), actions);
      }
      actions.add(new Action.Promote(environment, id, now));
      actions.add(keep(c, "eligible", grounds(c), now));
      return new Next(new State.Eligible(c, now), actions);
    }
    if (before instanceof State.Eligible) {
      String why = text(obstacles);
      actions.add(new Action.Withdraw(environment, id, why, now));
      actions.add(keep(c, "withdrawn", why, now));
    }
    return new Next(new State.Waiting(c, obstacles), actions);
  }

  private static String text(List<Obstacle> obstacles) {
    return obstacles.stream()
        .map(o -> o.kind() + ": " + o.text())
        .collect(Collectors.joining("; "));
  }

  /// Who and what let it in.
  private static String grounds(Candidacy c) {
    List<String> all = new ArrayList<>();
    c.below().forEach(b -> all.add("verified in " + b.environment() + " at " + Moment.of(b.at())));
    c.checks().forEach(f -> all.add(f.name() + " passed"));
    c.approvals().stream().map(Approval::by).distinct().forEach(by -> all.add("approved by " + by));
    c.overrides()
        .forEach(o -> all.add(o.freeze() + " overridden by " + o.by() + ": " + o.reason()));
    Candidacy.Asked asked = c.asked();
    if (asked != null) {
      all.add("asked for by " + asked.by());
    }
    return c.release().id() + (all.isEmpty() ? "" : ": " + String.join(", ", all));
  }

  private static Action keep(Candidacy c, String what, String why, Instant now) {
    Candidacy.Asked asked = c.asked();
    String by = asked == null ? null : asked.by();
    return new Action.Keep(new Decision(now, c.id(), what, why, by, null, c.checks()));
  }

  private static Candidacy know(Candidacy c, Observation observation, Instant now) {
    ReleaseId id = c.release().id();
    return switch (observation) {
      case Observation.Tick _, Observation.Begun _, Observation.Superseded _ -> c;
      case Observation.Verified v ->
          v.release().equals(id) && c.hop().from().contains(v.environment()) && past(v.at(), now)
              ? with(c, below(c.below(), v), c.checks())
              : c;
      case Observation.Checked checked ->
          checked.release().equals(id) ? with(c, c.below(), checks(c, checked.findings(), now)) : c;
      case Observation.Approved a ->
          a.approval().release().equals(id)
              ? with(c, added(c.approvals(), a.approval()), c.overrides(), c.asked())
              : c;
      case Observation.AskedFor a ->
          a.release().equals(id) && c.asked() == null
              ? with(c, c.approvals(), c.overrides(), a.asked())
              : c;
      case Observation.Overridden o ->
          o.release().equals(id)
              ? with(c, c.approvals(), added(c.overrides(), o.freeze()), c.asked())
              : c;
      case Observation.HoldsRead read -> holds(c, read, now);
    };
  }

  private static boolean past(Instant at, Instant now) {
    return !at.isAfter(now);
  }

  private static <T> List<T> added(List<T> all, T one) {
    LinkedHashSet<T> set = new LinkedHashSet<>(all);
    set.add(one);
    return List.copyOf(set);
  }

  /// The soak goes on while verifications pass, and begins anew after one that failed, even where
  /// that is heard of late.
  private static List<Below> below(List<Below> known, Observation.Verified v) {
    List<Below> all = new ArrayList<>();
    Below old = null;
    for (Below b : known) {
      if (b.environment().equals(v.environment())) {
        old = b;
      } else {
        all.add(b);
      }
    }
    if (old == null || v.at().isAfter(old.at())) {
      Instant since = old != null && old.passed() ? old.since() : v.at();
      all.add(new Below(v.environment(), since, v.at(), v.passed(), v.why()));
    } else if (v.passed() || !old.passed() || v.at().isBefore(old.since())) {
      return known;
    } else {
      boolean passed = v.at().isBefore(old.at());
      String why = passed ? old.why() : v.why();
      all.add(new Below(old.environment(), old.at(), old.at(), passed, why));
    }
    return all;
  }

  private static List<Finding> checks(Candidacy c, List<Finding> news, Instant now) {
    List<Finding> all = new ArrayList<>();
    for (EntryCheck check : c.hop().checks()) {
      String name = check.name();
      List<Finding> either = new ArrayList<>(c.checks());
      either.addAll(news);
      Finding best = null;
      for (Finding f : either) {
        boolean counts = f.name().equals(name) && past(f.at(), now);
        if (counts && (best == null || f.at().isAfter(best.at()))) {
          best = f;
        }
      }
      if (best != null) {
        all.add(best);
      }
    }
    return all;
  }

  private static Candidacy holds(Candidacy c, Observation.HoldsRead read, Instant now) {
    Instant known = c.holdsAt();
    boolean news = past(read.at(), now) && (known == null || read.at().isAfter(known));
    return news ? with(c, read.holds(), read.at()) : c;
  }

  private static Candidacy with(Candidacy c, List<Below> below, List<Finding> checks) {
    return new Candidacy(
        c.id(),
        c.hop(),
        c.release(),
        c.authors(),
        below,
        checks,
        c.approvals(),
        c.overrides(),
        c.asked(),
        c.holds(),
        c.holdsAt());
  }

  private static Candidacy with(
      Candidacy c,
      List<Approval> approvals,
      List<Candidacy.FreezeOverride> overrides,
      Candidacy.@Nullable Asked asked) {
    return new Candidacy(
        c.id(),
        c.hop(),
        c.release(),
        c.authors(),
        c.below(),
        c.checks(),
        approvals,
        overrides,
        asked,
        c.holds(),
        c.holdsAt());
  }

  private static Candidacy with(Candidacy c, @Nullable Holds holds, @Nullable Instant at) {
    return new Candidacy(
        c.id(),
        c.hop(),
        c.release(),
        c.authors(),
        c.below(),
        c.checks(),
        c.approvals(),
        c.overrides(),
        c.asked(),
        holds,
        at);
  }
}
