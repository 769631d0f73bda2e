package dev.sluice.release.rollout;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import dev.sluice.release.steering.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rollout, a world and everything that may happen between them, one event at a time; and the
/// rules that must hold after each. The rules are said anew here, from what the world is and what
/// the rollout was shown, and use nothing of the code that keeps them.
final class Model {
  /// Everything that may happen. What stands before the late ones is of a good day; to settle is
  /// that everything arrives and is looked at.
  enum Event {
    TICK,
    LOOK,
    DELIVER_OLDEST,
    NOT_WORSE,
    APPROVE,
    READY,
    SETTLE,
    UNDECIDED,
    WORSE,
    NO_DATA,
    HELD,
    LATE_NOT_WORSE,
    REMEMBER_LOOK,
    LATE_LOOK,
    DELIVER_NEWEST,
    DELIVER_TWICE,
    LOSE_OLDEST,
    APPROVE_OTHER,
    PAUSE,
    RESUME,
    ABORT,
    CANARY_DIES,
    STABLE_DIES,
    OUTSIDE_WEIGHT
  }

  private static final int MOST_ON_THE_WAY = 3;

  final World world;
  final Plan plan;
  final List<String> broken = new ArrayList<>();
  final List<Event> path;
  State state;
  Instant now;
  @Nullable Seen kept;
  @Nullable Seen shown;
  boolean approved;
  boolean measured;
  int measuredWeight = -1;
  int holds;
  long tick = 10;

  Model(Plan plan) {
    this.plan = plan;
    this.world = new World(plan.capacity());
    this.now = Stage.START;
    this.path = new ArrayList<>();
    this.state = Rollout.start(Stage.spec(plan), Holds.NONE, 0, now).state();
  }

  private Model(Model m) {
    plan = m.plan;
    world = m.world.copy();
    path = new ArrayList<>(m.path);
    state = m.state;
    now = m.now;
    kept = m.kept;
    shown = m.shown;
    approved = m.approved;
    measured = m.measured;
    measuredWeight = m.measuredWeight;
    holds = m.holds;
    tick = m.tick;
  }

  Model copy() {
    return new Model(this);
  }

  /// One instance a side; 20 %, a person, a time, everything, a time.
  static Plan small() {
    Limits limits =
        new Limits(
            null,
            Duration.ofSeconds(40),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Cd.OnOutsideChange.RESTORE);
    return new Plan(
        Plan.Strategy.CANARY,
        1,
        0,
        List.of(
            new Step.Scale(Side.CANARY, 1),
            new Step.SetWeight(20),
            new Step.AwaitApproval(),
            new Step.SetWeight(100),
            new Step.Bake(Duration.ofSeconds(10)),
            new Step.Scale(Side.STABLE, 0)),
        List.of(new Criterion("errors", Criterion.Scope.SERVED, Cd.OnNoData.HOLD)),
        limits);
  }

  void happen(Event event) {
    path.add(event);
    switch (event) {
      case TICK -> {
        now = now.plusSeconds(tick);
        world.exposed += world.weight;
        see(new Observation.Tick());
      }
      case LOOK -> show(world.look(now));
      case REMEMBER_LOOK -> kept = world.look(now);
      case LATE_LOOK -> {
        Seen late = kept;
        if (late != null) {
          show(late);
        }
      }
      case READY -> world.allReady();
      case SETTLE -> {
        now = now.plusSeconds(tick);
        world.deliver();
        show(world.look(now));
      }
      case DELIVER_OLDEST -> take(0, 1);
      case DELIVER_NEWEST -> take(world.onTheWay.size() - 1, 1);
      case DELIVER_TWICE -> take(0, 2);
      case LOSE_OLDEST -> take(0, 0);
      case NOT_WORSE -> judge(Finding.Kind.NOT_WORSE, now);
      case UNDECIDED -> judge(Finding.Kind.UNDECIDED, now);
      case WORSE -> judge(Finding.Kind.WORSE, now);
      case NO_DATA -> judge(Finding.Kind.NO_DATA, now);
      case HELD -> judge(Finding.Kind.HELD, now);
      case LATE_NOT_WORSE -> judge(Finding.Kind.NOT_WORSE, now.minusSeconds(2 * tick));
      case APPROVE -> approve(true);
      case APPROVE_OTHER -> approve(false);
      case PAUSE -> ask(Observation.Command.PAUSE);
      case RESUME -> ask(Observation.Command.RESUME);
      case ABORT -> ask(Observation.Command.ABORT);
      case CANARY_DIES -> {
        world.steady = false;
        world.canaryReady = 0;
      }
      case STABLE_DIES -> {
        world.steady = false;
        world.stableReady = 0;
      }
      case OUTSIDE_WEIGHT -> {
        world.steady = false;
        world.weight = world.weight == 100 ? 0 : 100;
      }
    }
    broken.addAll(world.harm);
  }

  private void show(Seen seen) {
    Seen last = shown;
    boolean news =
        last == null || (seen.at().isAfter(last.at()) && seen.generation() >= last.generation());
    if (news) {
      shown = seen;
      if (seen.canary().weight() != measuredWeight) {
        measured = false;
        measuredWeight = seen.canary().weight();
      }
    }
    see(new Observation.Looked(seen));
  }

  private void take(int index, int times) {
    if (index < 0 || index >= world.onTheWay.size()) {
      return;
    }
    Order order = world.onTheWay.remove(index);
    for (int i = 0; i < times; i++) {
      world.apply(order);
    }
  }

  private void judge(Finding.Kind kind, Instant at) {
    Seen last = shown;
    boolean data = kind == Finding.Kind.NOT_WORSE || kind == Finding.Kind.UNDECIDED;
    if (data && last != null && at.isAfter(Stage.START)) {
      measured = true;
    }
    see(new Observation.Judged(List.of(Stage.finding("errors", kind, at))));
  }

  private void approve(boolean right) {
    if (state instanceof State.Forward f
        && f.step() < plan.steps().size()
        && plan.steps().get(f.step()) instanceof Step.AwaitApproval) {
      approved |= right;
      String scope = f.course().spec().scope(f.step());
      String by = right ? "ann" : "author";
      see(new Observation.Approved(new Approval(by, Set.of(), Stage.NEW.id(), scope, now)));
    }
  }

  private void ask(Observation.Command command) {
    see(new Observation.Asked(now, command, "ann", "asked"));
  }

  private void see(Observation observation) {
    State before = state;
    Next next = Rollout.next(state, observation, now);
    state = next.state();
    for (Action action : next.actions()) {
      if (action instanceof Action.Tell tell) {
        told(tell.order());
      }
      if (action instanceof Action.PlaceHold) {
        holds++;
      }
    }
    legal(before, state);
  }

  private void told(Order order) {
    Seen last = shown;
    if (last == null) {
      broken.add("an order before the first look: " + order);
      return;
    }
    switch (order) {
      case Order.SetWeight w -> weight(w, last);
      case Order.SetMirror m -> check(m.percent() == 0 || last.canary().ready() > 0, order);
      case Order.Scale s -> check(s.replicas() > 0 || last.of(s.side()).weight() == 0, order);
    }
    world.onTheWay.add(order);
    if (world.onTheWay.size() > MOST_ON_THE_WAY) {
      world.onTheWay.removeFirst();
    }
  }

  private void weight(Order.SetWeight w, Seen last) {
    if (w.canary() > last.canary().weight()) {
      check(last.canary().ready() > 0, w);
    }
    if (w.canary() < last.canary().weight()) {
      check(last.stable().ready() > 0, w);
    }
    if (!(state instanceof State.Forward f)) {
      return;
    }
    if (w.canary() > plan.weightAt(f.step())) {
      broken.add("above the plan: " + w);
    }
    boolean raises = w.canary() > last.canary().weight();
    if (raises && last.canary().weight() > 0 && !measured) {
      broken.add("more without data: " + w);
    }
  }

  private void check(boolean holds, Order order) {
    if (!holds) {
      broken.add("not safe by what was seen: " + order + " after " + shown);
    }
  }

  private void legal(State before, State after) {
    if (before instanceof State.Back && after instanceof State.Forward) {
      broken.add("forward again after it went back");
    }
    boolean back = after instanceof State.Back || after instanceof State.Degraded;
    if (back && holds != 1) {
      broken.add(holds + " holds on what was taken back");
    }
    if (after instanceof State.Forward f && past(f, Step.AwaitApproval.class) && !approved) {
      broken.add("approval skipped");
    }
    if (before instanceof State.Forward b
        && after instanceof State.Forward a
        && !past(b, Step.Bake.class)
        && past(a, Step.Bake.class)) {
      check("baked", measured && measuredWeight == 100);
    }
    Seen last = shown;
    if (after instanceof State.Healthy && !(before instanceof State.Healthy)) {
      check("healthy", last != null && last.canary().weight() == 100 && approved);
    }
    if (after instanceof State.Degraded && !(before instanceof State.Degraded)) {
      check(
          "degraded",
          last != null && last.stable().weight() == 100 && last.canary().replicas() == 0);
    }
  }

  private boolean past(State.Forward at, Class<? extends Step> kind) {
    return plan.steps().subList(0, at.step()).stream().anyMatch(kind::isInstance);
  }

  private void check(String what, boolean holds) {
    if (!holds) {
      broken.add(what + " too early: " + shown);
    }
  }

  /// All that decides what happens next, with times as ages: two models with the same key go on
  /// alike.
  String key() {
    StringBuilder k = new StringBuilder(200);
    World w = world;
    add(k, w.stable, w.stableReady, w.canary, w.canaryReady, w.weight, w.mirror, w.steady);
    add(k, approved, measured, measuredWeight, holds);
    k.append(state.getClass().getSimpleName());
    Course course =
        switch (state) {
          case State.Refused _ -> null;
          case State.Forward f -> forward(k, f);
          case State.Back b -> b.course();
          case State.Degraded d -> d.course();
          case State.Healthy h -> h.course();
        };
    if (course == null || state instanceof State.Degraded || state instanceof State.Healthy) {
      return k.toString();
    }
    long base = course.target().generation();
    add(k, base - w.generation);
    w.onTheWay.forEach(o -> order(k, o, base));
    seen(k, kept, base);
    target(k, course.target(), base);
    course.findings().forEach(f -> add(k, f.kind(), age(f.at())));
    add(k, age(course.trafficSince()), age(course.weightSince()), age(course.progressAt()));
    return k.toString();
  }

  private Course forward(StringBuilder k, State.Forward f) {
    add(k, f.step(), age(f.stepSince()), f.approvals().size() > 0, age(f.heardAt()));
    add(k, f.approvals().stream().map(Approval::by).distinct().sorted().toList());
    add(k, f.blocks().stream().map(Block::reason).toList(), f.excused(), f.verified());
    return f.course();
  }

  private void target(StringBuilder k, Target t, long base) {
    add(k, t.wanted().weight(), t.wanted().stable(), t.wanted().canary(), t.matched());
    add(k, age(t.toldAt()));
    k.append('|');
    t.open().forEach(o -> order(k, o, base));
    seen(k, t.seen(), base);
  }

  private void seen(StringBuilder k, @Nullable Seen s, long base) {
    if (s == null) {
      k.append('-');
      return;
    }
    fleet(k, s.stable());
    fleet(k, s.canary());
    add(k, age(s.at()), base - s.generation());
  }

  private static void fleet(StringBuilder k, Fleet f) {
    add(k, f.replicas(), f.ready(), f.weight());
  }

  private static void order(StringBuilder k, Order o, long base) {
    add(k, base - o.generation());
    k.append(
        switch (o) {
          case Order.SetWeight w -> "w" + w.canary();
          case Order.SetMirror m -> "m" + m.percent();
          case Order.Scale s -> s.side().name().charAt(0) + "" + s.replicas();
        });
  }

  private static void add(StringBuilder k, Object... parts) {
    for (Object p : parts) {
      k.append(p).append(',');
    }
  }

  /// How long ago, in ticks; beyond every time of the plan all ages are alike.
  private long age(@Nullable Instant at) {
    return at == null ? -1 : Math.min(6, Duration.between(at, now).toSeconds() / tick);
  }
}
