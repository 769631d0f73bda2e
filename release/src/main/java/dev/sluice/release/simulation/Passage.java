package dev.sluice.release.simulation;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Effect;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.conduct.Step;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.rollout.Criterion;
import dev.sluice.release.rollout.Observation.Approved;
import dev.sluice.release.rollout.Observation.Looked;
import dev.sluice.release.rollout.Plan;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.State;
import dev.sluice.release.rollout.Step.AwaitApproval;
import dev.sluice.release.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One rollout on its way through a simulated world, second by second, and the rollback that
/// follows it. It lives for one call.
final class Passage {
  private final Timing timing;
  private final Traffic traffic;
  private final SimulatedSource source;
  private final SimulatedTarget target;
  private final Watch watch;
  private final int phase;
  private final Map<String, Instant> read = new HashMap<>();
  private Standing.OfRollout rollout;
  private Standing.@Nullable OfRollback back;
  private Instant now = Simulation.START;

  Passage(Simulation simulation, Step begun, Traffic traffic, SimulatedSource source, int phase) {
    this.timing = simulation.timing();
    this.traffic = traffic;
    this.source = source;
    this.phase = phase;
    this.rollout = (Standing.OfRollout) begun.standing();
    this.target = new SimulatedTarget(plan().capacity(), timing);
    this.watch = new Watch(simulation.base());
    begun.effects().forEach(this::perform);
  }

  private Plan plan() {
    return rollout.brief().spec().plan();
  }

  Result result() {
    long seconds = timing.longest().toSeconds();
    for (long second = 1; second <= seconds && open(); second++) {
      now = Simulation.START.plusSeconds(second);
      serve();
      if (second % timing.interval().toSeconds() == 0) {
        source.close(now);
      }
      if (second % timing.look().toSeconds() == 0) {
        look();
      }
      if (second % timing.interval().toSeconds() == phase) {
        measure();
      }
      approve();
      watch.after(rollout, back, target, now);
    }
    return watch.result(rollout, back);
  }

  private boolean open() {
    Standing after = back;
    return rollout.open() || (after != null && after.open());
  }

  private void serve() {
    Traffic.Tick tick = traffic.next(target.weight() / 100.0, target.mirror() / 100.0);
    source.count(tick);
    target.answered(tick.canary().requests());
    watch.served(tick.canary());
    target.pass(now);
  }

  private void look() {
    if (rollout.open()) {
      rollout(new Input.OfRollout(new Looked(target.look(now))));
    }
    Standing.OfRollback after = back;
    if (after != null && after.open()) {
      String service = after.brief().service();
      rollback(
          new Input.OfRollback(
              new dev.sluice.release.rollback.Observation.Looked(service, target.look(now))));
      rollback(new Input.OfRollback(checked(after.brief())));
    }
  }

  /// Checks that are no analyses pass as soon as they are asked.
  private dev.sluice.release.rollback.Observation.Checked checked(Brief.OfRollback brief) {
    List<String> judged = brief.checks().stream().map(Cd.Analysis::name).toList();
    return new dev.sluice.release.rollback.Observation.Checked(
        brief.spec().checks().stream()
            .filter(check -> !judged.contains(check))
            .map(check ->
                new Finding(
                    check, now, Finding.Kind.NOT_WORSE, "simulated", 1, null, null, null, null))
            .toList());
  }

  private void measure() {
    if (rollout.state() instanceof State.Forward) {
      for (Cd.Analysis a : rollout.brief().criteria()) {
        measure(a.name(), Simulation.START, mirrored(a.name()));
      }
    }
    Standing.OfRollback after = back;
    if (after != null && after.open()) {
      Instant history = Simulation.START.minus(timing.history());
      for (Cd.Analysis a : after.brief().checks()) {
        List<Observation> news = news("after " + a.name(), history, false);
        if (!news.isEmpty()) {
          rollback(new Input.Measured(a.name(), news));
        }
      }
    }
  }

  private void measure(String criterion, Instant from, boolean copies) {
    List<Observation> news = news(criterion, from, copies);
    if (!news.isEmpty()) {
      rollout(new Input.Measured(criterion, news));
    }
  }

  private List<Observation> news(String what, Instant from, boolean copies) {
    List<Observation> news = source.read(read.getOrDefault(what, from), now, copies);
    if (!news.isEmpty()) {
      read.put(what, news.getLast().at());
    }
    return news;
  }

  private boolean mirrored(String name) {
    return plan().criteria().stream()
        .anyMatch(c -> c.name().equals(name) && c.scope() == Criterion.Scope.MIRRORED);
  }

  /// As many people as it takes approve, all at once, a while after they were asked.
  private void approve() {
    if (!(rollout.state() instanceof State.Forward at)
        || at.step() >= plan().steps().size()
        || !(plan().steps().get(at.step()) instanceof AwaitApproval)) {
      return;
    }
    Instant since = at.stepSince();
    if (since == null || !now.equals(since.plus(atLeastASecond(timing.approval())))) {
      return;
    }
    Spec spec = rollout.brief().spec();
    Rule rule = spec.approvals();
    for (int i = 1; i <= rule.quorum(); i++) {
      Approval approval =
          new Approval(
              "person-" + i,
              rule.from().isEmpty() ? Set.of() : rule.from(),
              spec.canary().id(),
              spec.scope(at.step()),
              now);
      rollout(new Input.OfRollout(new Approved(approval)));
    }
  }

  private static Duration atLeastASecond(Duration time) {
    return time.isZero() ? Duration.ofSeconds(1) : time;
  }

  private void rollout(Input input) {
    Step step = Conduct.next(rollout, input, now);
    rollout = (Standing.OfRollout) step.standing();
    step.effects().forEach(this::perform);
  }

  private void rollback(Input input) {
    Standing.OfRollback before = back;
    if (before != null) {
      Step step = Conduct.next(before, input, now);
      back = (Standing.OfRollback) step.standing();
      step.effects().forEach(this::perform);
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Tell tell -> target.tell(tell.order(), now);
      case Effect.Begin begin -> {
        Step step = Conduct.begin(begin.brief(), now);
        if (step.standing() instanceof Standing.OfRollback standing) {
          back = standing;
          step.effects().forEach(this::perform);
        }
      }
      case Effect.Notify _, Effect.Keep _, Effect.Place _, Effect.Deployed _, Effect.Promote _ -> {}
    }
  }
}
