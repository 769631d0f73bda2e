package dev.sluice.engine.store;

import static dev.sluice.engine.store.Some.T0;
import static dev.sluice.engine.store.Some.change;
import static dev.sluice.engine.store.Some.hold;
import static dev.sluice.engine.store.Some.release;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.store.sql.Sqlite;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// One of several that want the same runs. Every commit of it counts one up in every table, so that
/// one which was kept by half, or twice, or lost, can be told afterwards. It is slow at times,
/// until after its lease.
public final class Contender {
  private static final Duration LEASE = Duration.ofMillis(200);

  private final Store store;
  private final String holder;
  private final int runs;
  private final SplittableRandom random;
  private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
  private int lost;

  public Contender(Store store, String holder, int runs, long seed) {
    this.store = store;
    this.holder = holder;
    this.runs = runs;
    random = new SplittableRandom(seed);
  }

  /// A process that contends: `file holder runs until processes threads`. It begins when so many
  /// processes are there, says what was kept, a line for each, and at the end how often it lost.
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int runs = Integer.parseInt(args[2]);
    try (Store store = Sqlite.open(Path.of(args[0]))) {
      begin(store, runs);
      meet(store, args[1], Integer.parseInt(args[4]));
      int until = Integer.parseInt(args[3]);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(args[5]); i++) {
        String name = args[1] + "-" + i;
        threads.add(
            Thread.ofVirtual().name(name).start(() -> contend(store, name, runs, until, out)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void contend(Store store, String name, int runs, int until, PrintStream out) {
    Contender contender = new Contender(store, name, runs, name.hashCode());
    while (!contender.all(until)) {
      contender.turn().forEach(out::println);
    }
    out.println("lost " + contender.lost());
  }

  /// Opens the runs that are contended for.
  public static void begin(Store store, int runs) {
    for (int i = 0; i < runs; i++) {
      store.open(Some.rollout("r" + i, "service" + i));
    }
  }

  private static void meet(Store store, String holder, int processes) {
    store.open(Some.over(holder));
    while (store.runs(RunFilter.all(processes).of(RunKind.PROMOTION)).size() < processes) {
      pause(Duration.ofMillis(5));
    }
  }

  /// Goes on until every run has had so many commits.
  public void goOnUntil(long version) {
    while (!all(version)) {
      kept.addAll(turn());
    }
  }

  /// What it was told is kept, as run and version.
  public List<String> kept() {
    return List.copyOf(kept);
  }

  /// How many of its commits were refused.
  public int lost() {
    return lost;
  }

  private boolean all(long version) {
    List<Run> all = store.runs(RunFilter.all(runs).of(RunKind.ROLLOUT));
    return all.size() == runs && all.stream().allMatch(run -> run.version() >= version);
  }

  private List<String> turn() {
    List<String> done = new ArrayList<>();
    for (Run run : store.claim(holder, Instant.now(), LEASE, 3)) {
      if (random.nextInt(8) == 0) {
        pause(LEASE.plusMillis(10));
      }
      Committed committed = store.commit(next(run));
      if (committed instanceof Committed.Kept) {
        done.add(run.id() + " " + (run.version() + 1));
      } else {
        lost++;
      }
    }
    if (done.isEmpty()) {
      pause(Duration.ofMillis(1));
    }
    return done;
  }

  private static Commit next(Run run) {
    long n = run.version() + 1;
    assertThat(run.state()).isEqualTo(n == 1 ? "{\"step\":0}" : state(run.id(), n - 1));
    Instant now = Instant.now();
    return change(run)
        .at(now)
        .due(now)
        .lease(LEASE)
        .inputs(new Entry(3 * n, now, "" + n))
        .decisions(new Entry(3 * n + 1, now, "" + n))
        .outgoing(new Outgoing(3 * n + 2, "" + n))
        .holds(hold(run.id() + "-" + n, release("v" + n)))
        .deployments(new Deployment(release(run.id() + "-" + n), run.id(), T0, true))
        .generation(run.service(), n)
        .to(state(run.id(), n));
  }

  /// Larger than a page, so that a commit has many.
  private static String state(String run, long n) {
    return "\"" + (run + " " + n + " ").repeat(800) + "\"";
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Checks that each run has as many of everything as it has had commits.
  ///
  /// @return how many commits there were, of all runs
  public static int requireWhole(Store store, int runs) {
    int sum = 0;
    Set<String> holds = new TreeSet<>();
    store.holds().all().forEach(hold -> holds.add(hold.id()));
    for (int i = 0; i < runs; i++) {
      Run run = requireNonNull(store.run("r" + i));
      long n = run.version();
      sum += (int) n;
      assertThat(run.state()).isEqualTo(n == 0 ? "{\"step\":0}" : state(run.id(), n));
      assertThat(run.last()).isEqualTo(n == 0 ? 0 : 3 * n + 2);
      assertThat(run.pending()).isEqualTo((int) n);
      List<Long> numbers = LongStream.rangeClosed(1, n).boxed().toList();
      int all = Integer.MAX_VALUE;
      assertThat(store.inputs(run.id(), 0, all))
          .extracting(e -> Long.valueOf(e.json()))
          .isEqualTo(numbers);
      assertThat(store.decisions(run.id(), 0, all))
          .extracting(e -> Long.valueOf(e.json()))
          .isEqualTo(numbers);
      assertThat(store.outgoing(run.id()))
          .extracting(p -> Long.valueOf(p.action().json()))
          .isEqualTo(numbers);
      assertThat(store.deployed("shop", run.id()))
          .extracting(d -> d.release())
          .isEqualTo(numbers.stream().map(number -> release(run.id() + "-" + number)).toList());
      assertThat(store.generation(run.service(), "production")).isEqualTo(n);
      numbers.forEach(number -> assertThat(holds.remove(run.id() + "-" + number)).isTrue());
    }
    assertThat(holds).isEmpty();
    return sum;
  }
}
