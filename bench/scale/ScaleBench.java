import dev.sluice.engine.drive.Engine;
import dev.sluice.engine.drive.Settings;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Aftermath;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.rollout.Planner;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Carries thousands of rollouts out by one engine with a virtual thread for each turn, on a real SQLite store, in a
/// simulated world with a virtual clock that goes on by a second when every turn that is due is done.
///
/// `bench/scale/run [rollouts=10000] [active=1000] [hours=0] [minutes=5] [look=5] [measure=15] [bad=2] [lines=10]`: how
/// many rollouts, how many of them at a time, virtual hours for which new ones are begun (0: until there were so many),
/// minutes of a plan's pauses, seconds between two looks and two measurements, percent of bad releases, and how many
/// lines are printed.
public final class ScaleBench {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Map<String, String> given;
  private final Figures figures = new Figures();
  private final SimulatedWorld world = new SimulatedWorld(figures);
  private final AtomicLong faults = new AtomicLong();
  private final long began = System.nanoTime();
  private long lastNanos = began;
  private long lastCommits;
  private long lastInputs;
  private long lastDecisions;

  private ScaleBench(Map<String, String> given) {
    this.given = given;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> given = new HashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      given.put(parts[0], parts[1]);
    }
    Path directory = Files.createTempDirectory("sluice-scale");
    try {
      new ScaleBench(given).run(directory);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private int number(String name, int standard) {
    return Integer.parseInt(given.getOrDefault(name, "" + standard));
  }

  private void run(Path directory) throws InterruptedException, IOException {
    int rollouts = number("rollouts", 10_000);
    int active = number("active", 1000);
    Duration hours = Duration.ofHours(number("hours", 0));
    int lines = number("lines", 10);
    Settings settings = settings();
    Instant start = world.instant();
    say("Per second of work, since the line before. Due to committed in work, measurable to decided by the virtual clock.");
    say("");
    say("| over | virtual | work | decisions | inputs | commits | due to committed p50 / p99 | measurable to decided p99 | heap | store | a rollout |");
    say("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    try (Store store = Sqlite.open(directory.resolve("scale.db"));
        ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("run-", 0).factory());
        Engine engine = engine(store, settings)) {
      int begun = 0;
      int said = 0;
      boolean more = true;
      while (more) {
        boolean open = hours.isZero() ? begun < rollouts : world.instant().isBefore(start.plus(hours));
        // Not all at once, as they would never be in life.
        int most = Math.max(1, active / (60 * number("minutes", 5)));
        for (int i = 0; open && i < most && world.active() < active; i++) {
          begin(engine, begun++, settings);
          open = hours.isZero() ? begun < rollouts : open;
        }
        pass(engine, threads);
        world.pass(TICK);
        int over = world.promoted.get() + world.takenBack.get();
        more = open || world.active() > 0;
        double done =
            hours.isZero()
                ? (double) over / rollouts
                : (double) Duration.between(start, world.instant()).toSeconds() / hours.toSeconds();
        if (done * lines >= said + 1 || !more) {
          said = (int) (done * lines);
          line(over, Duration.between(start, world.instant()), directory);
        }
      }
    }
    say(
        "%n%,d promoted, %,d taken back, %d faults; %,d decisions of %,d inputs in %,d commits in %.0f s, %.0f commits/s",
        world.promoted.get(), world.takenBack.get(), faults.get(), figures.decisions.get(), figures.inputs.get(),
        figures.commits.get(), seconds(began), figures.commits.get() / seconds(began));
    if (faults.get() > 0) {
      System.exit(1);
    }
  }

  private Settings settings() {
    Duration look = Duration.ofSeconds(number("look", 5));
    return new Settings(
        Duration.ofSeconds(90),
        look,
        TICK,
        Duration.ofSeconds(number("measure", 15)),
        Duration.ofHours(1),
        Duration.ofSeconds(15),
        TICK);
  }

  private Engine engine(Store store, Settings settings) {
    return new Engine(
        figures.counting(store),
        world,
        (promotion, release, now) -> null,
        settings,
        world,
        "scale",
        fault -> {
          if (faults.incrementAndGet() <= 3) {
            fault.printStackTrace();
          }
        });
  }

  /// One pass, and every turn that it gives.
  private void pass(Engine engine, ExecutorService threads) {
    Phaser turns = new Phaser(1);
    figures.passes();
    engine.pass(turn -> {
      turns.register();
      threads.execute(() -> {
        try {
          turn.run();
        } finally {
          turns.arriveAndDeregister();
        }
      });
    });
    turns.arriveAndAwaitAdvance();
  }

  private void begin(Engine engine, int number, Settings settings) {
    String service = "service-" + number;
    boolean bad = number % 100 < number("bad", 2);
    world.begin(service, settings.measure(), bad ? 0.1 : -1, 20260101 + 7919L * number);
    Spec spec =
        new Spec(
            "run-" + number,
            "production",
            release(service, 2L * number),
            release(service, 2L * number + 1),
            Planner.plan(strategy(), 2, Cd.OnOutsideChange.RESTORE),
            Rule.ANYONE_ELSE,
            Set.of());
    Opened opened =
        engine.begin(new Brief.OfRollout(spec, Holds.NONE, 0, strategy().analyses(), Aftermath.NONE), "bench");
    if (!(opened instanceof Opened.Begun)) {
      throw new IllegalStateException("run " + number + " did not begin: " + opened);
    }
  }

  private Cd.Strategy strategy() {
    Duration pause = Duration.ofMinutes(number("minutes", 5)).dividedBy(3);
    List<Cd.Step> steps = new ArrayList<>();
    for (int percent : new int[] {5, 25, 50}) {
      steps.add(new Cd.Step(Origin.NONE, percent, null, null));
      steps.add(new Cd.Step(Origin.NONE, null, new Cd.Pause(Origin.NONE, pause, null), null));
    }
    Cd.Analysis errors =
        new Cd.Analysis(Origin.NONE, "errors", null, null, null, null, null, null, Cd.OnNoData.HOLD, null);
    return new Cd.Strategy(
        Origin.NONE,
        new Cd.Canary(Origin.NONE, steps, null, null, null, Duration.ofSeconds(30), List.of(errors)),
        null,
        null,
        null,
        null);
  }

  private static Release release(String service, long number) {
    TreeMap<String, Digest> artifacts = new TreeMap<>();
    artifacts.put("image", new Digest(String.format(Locale.ROOT, "sha256:%064x", number)));
    return new Release(service, artifacts, null, new TreeMap<>(), new TreeMap<>());
  }

  private void line(int over, Duration virtual, Path directory) throws IOException {
    long commits = figures.commits.get();
    long inputs = figures.inputs.get();
    long decisions = figures.decisions.get();
    double passed = seconds(lastNanos);
    long[] lag = figures.wallLag();
    long heap = heap();
    long size = size(directory);
    say(
        "| %,d | %d:%02d h | %.0f s | %.0f | %.0f | %.0f | %d / %d ms | %d s | %d MB | %d MB | %d kB |",
        over, virtual.toHours(), virtual.toMinutesPart(), seconds(began), (decisions - lastDecisions) / passed,
        (inputs - lastInputs) / passed, (commits - lastCommits) / passed, lag[0], lag[1], figures.virtualLag()[1],
        heap >> 20, size >> 20, (size >> 10) / Math.max(1, over + world.active()));
    lastNanos = System.nanoTime();
    lastCommits = commits;
    lastInputs = inputs;
    lastDecisions = decisions;
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long size(Path directory) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
    System.out.flush();
  }
}
