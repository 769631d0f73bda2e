package dev.sluice.engine.store;

import static dev.sluice.engine.store.Some.T0;
import static dev.sluice.engine.store.Some.change;
import static dev.sluice.engine.store.Some.hold;
import static dev.sluice.engine.store.Some.release;
import static dev.sluice.engine.store.Some.rollback;
import static dev.sluice.engine.store.Some.rollout;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.hold.Hold;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store does, whatever it keeps its things in.
public abstract class StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private Store store;

  /// Opens the store of this test, which is empty the first time.
  protected abstract Store open() throws Exception;

  @BeforeEach
  void openIt() throws Exception {
    store = open();
  }

  @AfterEach
  void closeIt() {
    store.close();
  }

  private Run claimed(String holder, Instant now) {
    List<Run> runs = store.claim(holder, now, LEASE, 10);
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }

  private Run run(String id) {
    return requireNonNull(store.run(id));
  }

  @Test
  void aRunBegins() {
    assertThat(store.open(rollout("r1"))).isEqualTo(new Opened.Begun());
    Run run = run("r1");
    assertThat(run)
        .isEqualTo(
            new Run(
                "r1",
                RunKind.ROLLOUT,
                "shop",
                "production",
                T0,
                "ada",
                T0,
                0,
                "{\"step\":0}",
                "PROGRESSING",
                true,
                T0,
                null,
                0,
                null,
                0,
                0,
                0));
    assertThat(store.run("r2")).isNull();
  }

  @Test
  void openingTwiceOpensOnce() {
    store.open(rollout("r1"));
    assertThat(store.open(rollout("r1"))).isEqualTo(new Opened.Already());
    assertThat(store.runs(RunFilter.all(10))).hasSize(1);
  }

  @Test
  void anIdIsForOneRun() {
    store.open(rollout("r1"));
    assertThat(store.open(rollback("r1", "shop"))).isEqualTo(new Opened.IdTaken());
    assertThat(store.open(rollout("r1", "cart"))).isEqualTo(new Opened.IdTaken());
  }

  @Test
  void oneRunAtATimeSteersATarget() {
    store.open(rollout("r1"));
    assertThat(store.open(rollout("r2"))).isEqualTo(new Opened.Occupied("shop", "r1"));
    assertThat(store.open(rollback("b1", "cart", "shop")))
        .isEqualTo(new Opened.Occupied("shop", "r1"));
    assertThat(store.run("r2")).isNull();
    assertThat(store.open(rollout("r3", "cart"))).isEqualTo(new Opened.Begun());
    Opening promotion =
        Opening.of("p1", RunKind.PROMOTION, "shop", "production", T0, "ada", "{}", "WAITING");
    assertThat(store.open(promotion)).isEqualTo(new Opened.Begun());
  }

  @Test
  void aRollbackBeginsWhenTheRolloutOnTheSameTargetEnds() {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    Commit still = change(run).openings(rollback("b1", "shop")).to("{}");
    assertThat(store.commit(still))
        .isEqualTo(
            new Committed.Refused(still.openings().getFirst(), new Opened.Occupied("shop", "r1")));
    assertThat(run("r1")).isEqualTo(run);
    assertThat(store.commit(change(run).over().openings(rollback("b1", "shop")).to("{}")))
        .isInstanceOf(Committed.Kept.class);
    assertThat(run("b1").open()).isTrue();
    assertThat(store.open(rollout("r2"))).isEqualTo(new Opened.Occupied("shop", "b1"));
  }

  @Test
  void whatIsCommittedIsKept() throws Exception {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    Release good = release("v2");
    Instant at = T0.plusNanos(5);
    Commit commit =
        change(run)
            .at(at)
            .inputs(new Entry(1, at, "\"in\""), new Entry(3, at, "\"again\""))
            .decisions(new Entry(2, at, "\"why\""))
            .outgoing(new Outgoing(1, "\"tell\""), new Outgoing(4, "\"notify\""))
            .holds(hold("h1", good))
            .deployments(new Deployment(good, "production", at, true))
            .generation("shop", 7)
            .to("{\"step\":1}");
    Committed committed = store.commit(commit);
    store.close();
    store = open();
    Run after = run("r1");
    assertThat(committed).isEqualTo(new Committed.Kept(after));
    assertThat(after.version()).isEqualTo(1);
    assertThat(after.state()).isEqualTo("{\"step\":1}");
    assertThat(after.changedAt()).isEqualTo(at);
    assertThat(after.createdAt()).isEqualTo(T0);
    assertThat(after.due()).isEqualTo(T0.plusSeconds(60));
    assertThat(after.leaseUntil()).isEqualTo(at.plusSeconds(30));
    assertThat(after.last()).isEqualTo(4);
    assertThat(after.pending()).isEqualTo(2);
    assertThat(store.inputs("r1", 0, 10))
        .containsExactly(new Entry(1, at, "\"in\""), new Entry(3, at, "\"again\""));
    assertThat(store.inputs("r1", 1, 10)).extracting(Entry::seq).containsExactly(3L);
    assertThat(store.inputs("r1", 0, 1)).extracting(Entry::seq).containsExactly(1L);
    assertThat(store.decisions("r1", 0, 10)).containsExactly(new Entry(2, at, "\"why\""));
    assertThat(store.outgoing("r1"))
        .containsExactly(
            new Pending(new Outgoing(1, "\"tell\""), 0, null, null),
            new Pending(new Outgoing(4, "\"notify\""), 0, null, null));
    assertThat(store.holds().on(good)).hasSize(1);
    assertThat(store.deployed("shop", "production")).containsExactly(new Deployed(good, at, true));
    assertThat(store.generation("shop", "production")).isEqualTo(7);
  }

  @Test
  void numbersOnlyGoUp() {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    store.commit(change(run).inputs(new Entry(3, T0, "1")).to("{}"));
    Run now = run("r1");
    assertThatThrownBy(() -> store.commit(change(now).outgoing(new Outgoing(3, "2")).to("{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("r1: expected a number after 3, but found 3");
    assertThat(run("r1")).isEqualTo(now);
    assertThat(store.commit(change(now).outgoing(new Outgoing(4, "2")).to("{}")))
        .isInstanceOf(Committed.Kept.class);
  }

  @Test
  void aCommitOnAnOldVersionChangesNothing() {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    store.commit(change(run).to("{\"step\":1}"));
    Run now = run("r1");
    assertThat(store.commit(change(run).inputs(new Entry(1, T0, "1")).to("{\"step\":2}")))
        .isEqualTo(new Committed.Lost());
    assertThat(run("r1")).isEqualTo(now);
    assertThat(store.inputs("r1", 0, 10)).isEmpty();
  }

  @Test
  void nobodyElseGetsARunWhileItsLeaseLives() {
    store.open(rollout("r1"));
    Run mine = claimed("here", T0);
    assertThat(mine.holder()).isEqualTo("here");
    assertThat(mine.epoch()).isEqualTo(1);
    assertThat(mine.leaseUntil()).isEqualTo(T0.plus(LEASE));
    assertThat(store.claim("there", T0.plusSeconds(29), LEASE, 10)).isEmpty();
    Run again = claimed("here", T0.plusSeconds(29));
    assertThat(again.epoch()).isEqualTo(1);
    assertThat(again.leaseUntil()).isEqualTo(T0.plusSeconds(59));
  }

  @Test
  void aStaleHolderChangesNothing() {
    store.open(rollout("r1"));
    Run mine = claimed("here", T0);
    store.commit(change(mine).due(T0).outgoing(new Outgoing(1, "\"tell\"")).to("{}"));
    Run theirs = claimed("there", T0.plus(LEASE));
    assertThat(theirs.epoch()).isEqualTo(2);
    assertThat(store.commit(change(theirs).epoch(1).holds(hold("h", release("v1"))).to("{}")))
        .isEqualTo(new Committed.Lost());
    assertThat(store.done("r1", 1, 1, T0)).isFalse();
    assertThat(store.failed("r1", 1, 1, T0, "no", T0)).isFalse();
    assertThat(run("r1")).isEqualTo(theirs);
    assertThat(store.outgoing("r1")).hasSize(1);
    assertThat(store.holds().all()).isEmpty();
    assertThat(store.commit(change(theirs).to("{}"))).isInstanceOf(Committed.Kept.class);
  }

  @Test
  void whatIsLetGoIsFreeAtOnce() {
    store.open(rollout("r1"));
    store.open(rollout("r2", "cart"));
    List<Run> mine = store.claim("here", T0, LEASE, 10);
    assertThat(mine).hasSize(2);
    store.release("there");
    assertThat(store.claim("there", T0, LEASE, 10)).isEmpty();
    store.release("here");
    assertThat(store.claim("there", T0, LEASE, 10))
        .extracting(Run::epoch)
        .allSatisfy(epoch -> assertThat(epoch).isGreaterThan(1));
    assertThat(store.commit(change(mine.getFirst()).to("{}"))).isEqualTo(new Committed.Lost());
  }

  @Test
  void theLongestDueComeFirst() {
    for (int i = 1; i <= 4; i++) {
      store.open(rollout("r" + i, "service" + i));
    }
    for (Run run : store.claim("here", T0, LEASE, 10)) {
      int number = Integer.parseInt(run.id().substring(1));
      store.commit(change(run).due(T0.plusSeconds(10 - number)).to("{}"));
    }
    assertThat(store.claim("here", T0.plusSeconds(5), LEASE, 10)).hasSize(0);
    assertThat(store.claim("here", T0.plusSeconds(8), LEASE, 2))
        .extracting(Run::id)
        .containsExactly("r4", "r3");
    assertThat(store.claim("here", T0.plusSeconds(8), LEASE, 10))
        .extracting(Run::id)
        .containsExactly("r4", "r3", "r2");
  }

  @Test
  void whatIsOverIsClaimedUntilItsActionsAreDone() {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    store.commit(change(run).over().due(T0).outgoing(new Outgoing(1, "\"notify\"")).to("{}"));
    assertThat(store.open(rollout("r2"))).isEqualTo(new Opened.Begun());
    Run over = requireNonNull(store.run("r1"));
    assertThat(over.open()).isFalse();
    store.release("here");
    List<Run> runs = store.claim("there", T0, LEASE, 10);
    assertThat(runs).extracting(Run::id).containsExactlyInAnyOrder("r1", "r2");
    long epoch = run("r1").epoch();
    assertThat(store.failed("r1", 1, epoch, T0, "nobody there", T0.plusSeconds(9))).isTrue();
    assertThat(store.claim("there", T0.plusSeconds(8), LEASE, 10)).hasSize(1);
    assertThat(store.claim("there", T0.plusSeconds(9), LEASE, 10)).hasSize(2);
    assertThat(store.done("r1", 1, epoch, T0)).isTrue();
    assertThat(store.claim("there", T0.plusSeconds(9), LEASE, 10)).hasSize(1);
    assertThat(store.commit(change(run("r1")).to("{}"))).isEqualTo(new Committed.Lost());
  }

  @Test
  void actionsAreTriedUntilTheyAreDone() {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    store.commit(
        change(run)
            .due(T0.plusSeconds(60))
            .outgoing(new Outgoing(1, "\"a\""), new Outgoing(2, "\"b\""), new Outgoing(3, "\"c\""))
            .to("{}"));
    assertThat(store.done("r1", 2, 1, T0)).isTrue();
    assertThat(store.done("r1", 2, 1, T0)).isTrue();
    assertThat(store.failed("r1", 2, 1, T0, "late news", T0)).isFalse();
    assertThat(run("r1").pending()).isEqualTo(2);
    assertThat(store.failed("r1", 1, 1, T0, "no answer", T0.plusSeconds(1))).isTrue();
    assertThat(store.failed("r1", 1, 1, T0, "refused", T0.plusSeconds(2))).isTrue();
    assertThat(store.outgoing("r1"))
        .containsExactly(
            new Pending(new Outgoing(1, "\"a\""), 2, "refused", T0.plusSeconds(2)),
            new Pending(new Outgoing(3, "\"c\""), 0, null, null));
    assertThat(run("r1").due()).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void aMessageMakesItsRunDue() {
    store.open(rollout("r1"));
    store.commit(change(claimed("here", T0)).due(Store.NEVER).to("{}"));
    Instant later = T0.plusSeconds(100);
    assertThat(store.claim("here", later, LEASE, 10)).isEmpty();
    assertThat(store.post("r1", later, "ada", "\"pause\"")).isEqualTo(1);
    assertThat(store.post("r1", later.plusSeconds(1), "bob", "\"resume\"")).isEqualTo(2);
    Run run = claimed("here", later);
    assertThat(store.inbox("r1", run.inboxUpTo()))
        .containsExactly(
            new Message(1, later, "ada", "\"pause\""),
            new Message(2, later.plusSeconds(1), "bob", "\"resume\""));
    assertThat(store.inbox("r1", 1)).extracting(Message::by).containsExactly("bob");
  }

  @Test
  void aMessageThatWasNotTakenInDoesNotWait() {
    store.open(rollout("r1"));
    Run run = claimed("here", T0);
    store.post("r1", T0, "ada", "\"pause\"");
    store.post("r1", T0, "ada", "\"resume\"");
    store.commit(change(run).inboxUpTo(1).due(Store.NEVER).to("{}"));
    Run now = claimed("here", T0);
    assertThat(now.inboxUpTo()).isEqualTo(1);
    store.commit(change(now).inboxUpTo(2).due(Store.NEVER).to("{}"));
    assertThat(run("r1").due()).isEqualTo(Store.NEVER);
  }

  @Test
  void whatIsOverTakesNoMessages() {
    assertThat(store.post("r1", T0, "ada", "\"pause\"")).isZero();
    store.open(rollout("r1"));
    store.commit(change(claimed("here", T0)).over().to("{}"));
    assertThat(store.post("r1", T0, "ada", "\"pause\"")).isZero();
    assertThat(store.inbox("r1", 0)).isEmpty();
  }

  @Test
  void generationsNeverFall() {
    assertThat(store.generation("shop", "production")).isZero();
    store.open(rollout("r1"));
    store.commit(change(claimed("here", T0)).generation("shop", 5).to("{}"));
    store.commit(change(run("r1")).generation("shop", 3).to("{}"));
    assertThat(store.generation("shop", "production")).isEqualTo(5);
    assertThat(store.generation("shop", "test")).isZero();
  }

  @Test
  void releasesAreKeptOnce() {
    Release v1 = release("v1");
    store.keep(v1, T0, "ada", Map.of("commit", "abc", "branch", "main"));
    store.keep(v1, T0.plusSeconds(1), "bob", Map.of("commit", "def"));
    store.keep(release("v2"), T0.plusSeconds(2), "bob", Map.of());
    KeptRelease kept = requireNonNull(store.release(v1.id()));
    assertThat(kept.release()).isEqualTo(v1);
    assertThat(kept.by()).isEqualTo("ada");
    assertThat(kept.at()).isEqualTo(T0);
    assertThat(kept.labels()).isEqualTo(Map.of("commit", "abc", "branch", "main"));
    assertThat(store.release(release("v3").id())).isNull();
    assertThat(store.releases("shop"))
        .extracting(KeptRelease::release)
        .containsExactly(release("v2"), v1);
    assertThat(store.releases("cart")).isEmpty();
  }

  @Test
  void releasesAreFoundByTheBeginningOfTheirId() {
    Release v1 = release("v1");
    store.keep(v1, T0, "ada", Map.of());
    store.keep(release("v2"), T0, "ada", Map.of());
    assertThat(store.releasesBeginning(v1.id().brief(), 2))
        .extracting(KeptRelease::release)
        .containsExactly(v1);
    assertThat(store.releasesBeginning(v1.id().value(), 2)).hasSize(1);
    assertThat(store.releasesBeginning("sha256:", 10)).hasSize(2);
    assertThat(store.releasesBeginning("", 1)).hasSize(1);
    assertThat(store.releasesBeginning("%", 10)).isEmpty();
    assertThat(store.releasesBeginning("x", 10)).isEmpty();
  }

  @Test
  void placeThatIsFrozenIsKeptBesideReleasesOnHold() {
    Hold freeze = Hold.freeze("f1", "shop", "production", T0, "the data have moved");
    store.place(hold("h1", release("v1")));
    store.place(freeze);
    assertThat(store.holds().all()).containsExactly(hold("h1", release("v1")), freeze);
    assertThat(store.holds().at("shop", "production")).containsExactly(freeze);
    assertThat(store.lift("f1", new Hold.Lifted("ada", T0, "moved back"))).isTrue();
    assertThat(store.holds().at("shop", "production")).isEmpty();
  }

  @Test
  void holdsStayAsTheyWerePlacedFirst() {
    Release v1 = release("v1");
    long before = store.holdsVersion();
    store.place(hold("h1", v1));
    store.place(hold("h0", release("v2")));
    long placed = store.holdsVersion();
    assertThat(placed).isGreaterThan(before);
    Hold.Lifted first = new Hold.Lifted("ada", T0, "it was the database");
    assertThat(store.lift("h1", first)).isTrue();
    long lifted = store.holdsVersion();
    assertThat(lifted).isGreaterThan(placed);
    assertThat(store.lift("h1", new Hold.Lifted("bob", T0, "me too"))).isFalse();
    assertThat(store.lift("h9", first)).isFalse();
    store.place(hold("h1", v1));
    assertThat(store.holdsVersion()).isEqualTo(lifted);
    Hold h = hold("h1", v1);
    assertThat(store.holds().all())
        .containsExactly(
            new Hold("h1", h.barred(), h.since(), h.why(), first), hold("h0", release("v2")));
  }

  @Test
  void theFirstReleaseOfAnEnvironmentCanBeSaidOnce() {
    Deployment first = new Deployment(release("v1"), "production", T0, true);
    assertThat(store.deployFirst(first, "ada")).isTrue();
    assertThat(store.deployFirst(new Deployment(release("v2"), "production", T0, true), "bob"))
        .isFalse();
    assertThat(store.deployFirst(new Deployment(release("v2"), "test", T0, false), "bob")).isTrue();
    assertThat(store.release(release("v1").id())).isNotNull();
    store.open(rollout("r1"));
    store.commit(
        change(claimed("here", T0))
            .deployments(new Deployment(release("v2"), "production", T0.plusSeconds(1), false))
            .to("{}"));
    assertThat(store.deployed("shop", "production"))
        .containsExactly(
            new Deployed(release("v1"), T0, true),
            new Deployed(release("v2"), T0.plusSeconds(1), false));
  }

  @Test
  void runsAreListedNewestFirst() {
    for (int i = 0; i < 3; i++) {
      Opening o = rollout("r" + i, "service" + i);
      store.open(
          Opening.of(
              o.id(), o.kind(), o.service(), "test", T0.plusSeconds(i), "ada", "{}", "PAUSED"));
    }
    store.open(rollback("b1", "shop"));
    store.commit(change(claimedFirst()).over().to("{}"));
    assertThat(store.runs(RunFilter.all(2))).extracting(Run::id).containsExactly("r2", "r1");
    assertThat(store.runs(RunFilter.all(9).of(RunKind.ROLLBACK))).hasSize(1);
    assertThat(store.runs(RunFilter.all(9).open(true))).hasSize(3);
    assertThat(store.runs(RunFilter.all(9).open(false))).hasSize(1);
    assertThat(store.runs(RunFilter.all(9).on("service1", "test")))
        .extracting(Run::id)
        .containsExactly("r1");
  }

  private Run claimedFirst() {
    return store.claim("here", T0, LEASE, 1).getFirst();
  }

  @Test
  void threadsThatContendForRunsLoseNothing() throws Exception {
    Contender.begin(store, 4);
    List<Contender> contenders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Contender contender = new Contender(store, "holder-" + i, 4, i);
      contenders.add(contender);
      threads.add(Thread.ofVirtual().name("contender-" + i).start(() -> contender.goOnUntil(25)));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }
    List<String> kept = contenders.stream().flatMap(c -> c.kept().stream()).toList();
    assertThat(kept).doesNotHaveDuplicates();
    assertThat(kept).hasSize(Contender.requireWhole(store, 4));
    assertThat(contenders).anySatisfy(c -> assertThat(c.lost()).isPositive());
  }

  @Test
  void timesAreKeptToTheNanosecond() {
    Instant old = Instant.parse("1969-12-31T23:59:59.999999999Z");
    store.open(rollout("r1"));
    store.commit(change(claimed("here", T0)).inputs(new Entry(1, old, "1")).to("{}"));
    assertThat(store.inputs("r1", 0, 1).getFirst().at()).isEqualTo(old);
    Run run = run("r1");
    Instant far = Store.NEVER.plusNanos(1);
    assertThatThrownBy(() -> store.commit(change(run).due(far).to("{}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(run("r1")).isEqualTo(run);
  }
}
