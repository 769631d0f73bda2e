package dev.sluice.engine.drive;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.rollback.Lane;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollout.State;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks at the world on behalf of a run, and gives what is news to its machine. What can't be seen
/// gives nothing; the machines know how long they may go without.
final class Senses {
  /// Age at which a look that says nothing new is given to a machine all the same.
  private static final Duration REFRESH = Duration.ofSeconds(20);

  /// Age at which a source that has nothing new is stale.
  private static final Duration STALE = Duration.ofSeconds(45);

  private final World world;
  private final Settings settings;
  private final InstantSource clock;

  Senses(World world, Settings settings, InstantSource clock) {
    this.world = world;
    this.settings = settings;
    this.clock = clock;
  }

  /// Everything that is to be looked at now.
  ///
  /// @param give takes each input as soon as it is known
  void look(Carried carried, Consumer<Input> give) throws InterruptedException {
    switch (carried.standing()) {
      case Standing.OfRollout s -> rollout(carried, s, give);
      case Standing.OfRollback s -> rollback(carried, s, give);
      case Standing.OfPromotion _ -> {}
    }
  }

  private void rollout(Carried carried, Standing.OfRollout s, Consumer<Input> give)
      throws InterruptedException {
    Target target = target(s.state());
    if (target == null) {
      return;
    }
    Brief.OfRollout brief = s.brief();
    Seen seen = look(carried, brief.pair(), target);
    if (seen != null) {
      give.accept(new Input.OfRollout(new dev.sluice.release.rollout.Observation.Looked(seen)));
    }
    if (s.state() instanceof State.Forward) {
      Instant begun = carried.run().createdAt();
      for (Cd.Analysis a : brief.criteria()) {
        measure(carried, a.name(), a, brief.pair(), begun, give);
      }
    }
  }

  private static @Nullable Target target(State state) {
    return switch (state) {
      case State.Forward s -> s.course().target();
      case State.Back s -> s.course().target();
      case State.Refused _, State.Degraded _, State.Healthy _ -> null;
    };
  }

  private void rollback(Carried carried, Standing.OfRollback s, Consumer<Input> give)
      throws InterruptedException {
    switch (s.state()) {
      case dev.sluice.release.rollback.State.Checking _ -> schemas(carried, s, give);
      case dev.sluice.release.rollback.State.Returning r -> {
        for (Lane lane : r.lanes()) {
          returning(carried, s.brief(), lane, give);
        }
      }
      case dev.sluice.release.rollback.State.Recovering _ -> recovering(carried, s, give);
      case dev.sluice.release.rollback.State.Refused _,
          dev.sluice.release.rollback.State.Returned _,
          dev.sluice.release.rollback.State.Recovered _,
          dev.sluice.release.rollback.State.NotRecovered _ -> {}
    }
  }

  private void schemas(Carried carried, Standing.OfRollback s, Consumer<Input> give)
      throws InterruptedException {
    if (!carried.asks("schemas", settings.measure(), clock.instant())) {
      return;
    }
    Brief.OfRollback brief = s.brief();
    Map<String, Map<String, Long>> versions = new TreeMap<>();
    try {
      for (Member m : brief.spec().members()) {
        versions.put(m.service(), world.schemas(m.good(), brief.environment()));
      }
      // Dated when the last was read: what was read before it may have changed since.
      give.accept(
          new Input.OfRollback(
              new dev.sluice.release.rollback.Observation.SchemasRead(clock.instant(), versions)));
      carried.over("schemas", clock.instant());
    } catch (PortException e) {
      carried.met("schemas", e, clock.instant());
      String why = String.valueOf(e.getMessage());
      give.accept(
          new Input.OfRollback(
              new dev.sluice.release.rollback.Observation.SchemasUnknown(
                  clock.instant(), why, e.isTerminal())));
    }
  }

  private void returning(Carried carried, Brief.OfRollback brief, Lane lane, Consumer<Input> give)
      throws InterruptedException {
    Member member = lane.member();
    Seen seen = look(carried, brief.pair(member), lane.target());
    if (seen != null) {
      give.accept(
          new Input.OfRollback(
              new dev.sluice.release.rollback.Observation.Looked(member.service(), seen)));
    }
  }

  /// What was before the bad release is asked for first, then what is after it.
  private void recovering(Carried carried, Standing.OfRollback s, Consumer<Input> give)
      throws InterruptedException {
    Brief.OfRollback brief = s.brief();
    List<String> analyses = brief.checks().stream().map(Cd.Analysis::name).toList();
    for (Member m : brief.spec().members()) {
      for (Cd.Analysis a : brief.checks()) {
        String title = brief.spec().title(m, a.name());
        measure(carried, title, a, brief.pair(m), brief.spec().baselineUntil(), give);
      }
      for (String check : brief.spec().checks()) {
        if (!analyses.contains(check)) {
          check(carried, brief, m, check, give);
        }
      }
    }
  }

  private void check(
      Carried carried, Brief.OfRollback brief, Member member, String check, Consumer<Input> give)
      throws InterruptedException {
    String title = brief.spec().title(member, check);
    if (!carried.asks("check " + title, settings.look(), clock.instant())) {
      return;
    }
    try {
      Finding found = world.check(check, member.service(), brief.environment(), clock.instant());
      if (found != null) {
        give.accept(
            new Input.OfRollback(
                new dev.sluice.release.rollback.Observation.Checked(List.of(found.named(title)))));
      }
      carried.over("check " + title, clock.instant());
    } catch (PortException e) {
      carried.met("check " + title, e, clock.instant());
    }
  }

  /// A look at a target, or null when it says nothing new.
  private @Nullable Seen look(Carried carried, Pair pair, @Nullable Target target)
      throws InterruptedException {
    String what = "target of " + pair.service();
    boolean calm = target != null && target.settled();
    if (!carried.asks(what, calm ? settings.look() : settings.hurry(), clock.instant())) {
      return null;
    }
    try {
      Seen seen = world.target(pair.service(), pair.environment()).look(pair);
      carried.over(what, clock.instant());
      return calm && target != null && same(seen, target.seen()) ? null : seen;
    } catch (PortException e) {
      carried.met(what, e, clock.instant());
      return null;
    }
  }

  private static boolean same(Seen seen, @Nullable Seen before) {
    return before != null
        && seen.at().isBefore(before.at().plus(REFRESH))
        && seen.generation() == before.generation()
        && seen.stable().equals(before.stable())
        && seen.canary().equals(before.canary())
        && seen.mirror() == before.mirror()
        && Objects.equals(seen.exposed(), before.exposed());
  }

  /// @param title name under which the observations are given
  /// @param begun end of the history that is learnt from
  private void measure(
      Carried carried,
      String title,
      Cd.Analysis analysis,
      Pair pair,
      Instant begun,
      Consumer<Input> give)
      throws InterruptedException {
    String what = "source of " + title;
    Instant now = clock.instant();
    if (!carried.asks(what, settings.measure(), now)) {
      return;
    }
    Instant known = carried.measured(title);
    List<Observation> all = new ArrayList<>();
    try {
      MetricSource source = world.source(analysis.source(), pair.service(), pair.environment());
      if (known == null) {
        Instant from = begun.minus(settings.history());
        all.addAll(source.measure(analysis, pair, from, begun, settings.historyStep()));
        known = begun;
      }
      all.addAll(source.measure(analysis, pair, known, now, settings.measure()));
      carried.over(what, clock.instant());
      if (all.isEmpty() && now.isAfter(known.plus(STALE))) {
        all.add(new Observation.Missing(now, Cause.STALE));
      }
    } catch (PortException e) {
      carried.met(what, e, clock.instant());
      all.add(new Observation.Missing(now, Cause.SOURCE_DOWN));
    }
    if (known != null) {
      carried.measured(title, known);
    }
    for (Observation o : all) {
      if (!(o instanceof Observation.Missing)) {
        carried.measured(title, o.at());
      }
    }
    if (!all.isEmpty()) {
      give.accept(new Input.Measured(title, all));
    }
  }
}
