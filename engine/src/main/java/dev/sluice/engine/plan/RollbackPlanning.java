package dev.sluice.engine.plan;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.engine.drive.Kept;
import dev.sluice.engine.drive.UnreadableRunException;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.conduct.Aftermath;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollback.Spec;
import dev.sluice.release.rollout.Course;
import dev.sluice.release.rollout.Limits;
import dev.sluice.release.rollout.State;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes rollbacks: of one service, or of several as one.
final class RollbackPlanning {
  /// How many rollouts are looked through for the one that brought a release.
  private static final int LOOKED_THROUGH = 50;

  private final Declared declared;
  private final Store store;

  RollbackPlanning(Declared declared, Store store) {
    this.declared = declared;
    this.store = store;
  }

  Planned<Brief.OfRollback> plan(
      List<String> services, String environment, String why, boolean drill, Instant now) {
    Optional<Environment> in = declared.environment(environment);
    if (in.isEmpty()) {
      return Planning.noTarget(services.getFirst(), environment);
    }
    List<Member> members = new ArrayList<>();
    Instant baseline = now;
    for (String service : services) {
      switch (member(service, in.get())) {
        case Found.No no -> {
          return Planning.refused(no.why(), no.fix());
        }
        case Found.Yes yes -> {
          members.add(yes.member());
          baseline = yes.baseline().isBefore(baseline) ? yes.baseline() : baseline;
        }
      }
    }
    Aftermath aftermath = declared.aftermath(in.get());
    Member first = members.getFirst();
    String id =
        Planning.id(first.service(), in.get(), first.good(), now) + (drill ? "-drill" : "-back");
    Spec spec =
        new Spec(
            id,
            members,
            why,
            drill,
            aftermath.onIncompatible(),
            aftermath.checks(),
            aftermath.within(),
            now,
            baseline,
            Limits.DEFAULT.retryAfter());
    return new Planned.Ready<>(
        new Brief.OfRollback(spec, in.get().name(), false, aftermath.analyses()));
  }

  /// One service of it, or why it can't go back.
  private sealed interface Found {
    /// @param baseline when the bad release got its first traffic
    record Yes(Member member, Instant baseline) implements Found {}

    record No(String why, String fix) implements Found {}
  }

  private Found member(String service, Environment in) {
    Optional<Cd.Target> target = declared.target(service, in);
    if (target.isEmpty()) {
      return new Found.No(
          "nothing says what takes the traffic of " + service + " in " + in.name(),
          "declare it under cd.targets");
    }
    List<Hold> frozen = store.holds().at(service, in.name());
    if (!frozen.isEmpty()) {
      Hold hold = frozen.getFirst();
      return new Found.No(
          service + " is frozen in " + in.name() + ": " + hold.why(),
          "sluice hold lift " + hold.id() + " when its data can be read again");
    }
    List<Deployed> history = store.deployed(service, in.name());
    Release bad = history.isEmpty() ? null : history.getLast().release();
    Release good = bad == null ? null : Deployed.lastVerified(history, bad, store.holds());
    if (bad == null || good == null) {
      return new Found.No(
          "there is no verified release of " + service + " before the one in " + in.name(),
          "roll a mended release out; only a release whose bake was judged, or that somebody named"
              + " as the first, is one to go back to");
    }
    for (String name : good.schemas().keySet()) {
      if (declared.schemaVersion(name).isEmpty()) {
        return new Found.No(
            "nothing tells which version the schema of "
                + name
                + " has, which "
                + good.id().brief()
                + " of "
                + service
                + " needs at "
                + good.schemas().get(name),
            "add {store: " + name + ", command: […]} to releaseSafety.schema.versions");
      }
    }
    Member member =
        new Member(
            service,
            bad,
            good,
            declared.calls(service),
            requireNonNullElse(target.get().replicas(), 1),
            store.generation(service, in.name()));
    return new Found.Yes(member, firstTraffic(service, in.name(), history.getLast()));
  }

  /// When a release got its first traffic: only what was before is healthy. Of one that no rollout
  /// brought, only when it got all of it is known.
  private Instant firstTraffic(String service, String environment, Deployed bad) {
    RunFilter rollouts = RunFilter.all(LOOKED_THROUGH).of(RunKind.ROLLOUT).open(false);
    for (Run run : store.runs(rollouts.on(service, environment))) {
      State state = state(run);
      if (state instanceof State.Healthy healthy && healthy.at().equals(bad.at())) {
        Course course = healthy.course();
        Instant first = course.trafficSince();
        return first == null ? bad.at() : first;
      }
    }
    return bad.at();
  }

  /// Where a rollout is, or null where another build has written it.
  private static @Nullable State state(Run run) {
    try {
      return Kept.rollout(run);
    } catch (UnreadableRunException e) {
      return null;
    }
  }
}
