package dev.sluice.cli.demo;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.rollout.Following;
import dev.sluice.cli.site.Carrier;
import dev.sluice.cli.site.Sites;
import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.Load;
import dev.sluice.drivers.process.ProcessTarget;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.drive.First;
import dev.sluice.engine.drive.Settings;
import dev.sluice.engine.plan.Declared;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.plan.Planning;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.port.PortException;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One demo, from the first process to the last.
final class Performance {
  private static final double REQUESTS_PER_SECOND = 100;
  private static final Duration WARMING = Duration.ofSeconds(8);

  /// How long the old version is watched until an incident can be told from its own noise.
  private static final Duration LEARNING = Duration.ofSeconds(25);

  /// What is declared as incident, and as waiting for metrics that never come.
  private static final Duration INCIDENT_FROM = Duration.ofSeconds(8);

  private static final Duration INCIDENT_UNTIL = Duration.ofSeconds(18);
  private static final Duration NO_METRICS_FOR = Duration.ofSeconds(25);

  /// Time in which a release that was aborted has no traffic any more.
  private static final Duration WAY_BACK = Duration.ofSeconds(10);

  /// Quicker than usual: the whole demo takes less than a minute.
  private static final Settings SETTINGS =
      new Settings(
          Duration.ofSeconds(8),
          Duration.ofMillis(500),
          Duration.ofMillis(150),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  private final Path root;
  private final Play play;
  private final Terminal terminal;
  private final PrintStream out;
  private final Instant began = Instant.now();
  private boolean aborted;

  Performance(Path root, Play play, Terminal terminal) {
    this.root = root;
    this.play = play;
    this.terminal = terminal;
    this.out = terminal.out();
  }

  int play() throws IOException, InterruptedException {
    Stage stage = Stage.of(root, play);
    Declared declared = declared();
    out.println("Version 1.0.0 of a shop runs; 2.0.0 " + play.text() + ".");
    out.flush();
    try (Store store = Sqlite.open(root.resolve(".sluice/state.db"));
        Sites sites = new Sites(root, declared, ProcessTarget.Life.WITH_US, _ -> {})) {
      Release old = stage.release(Behaviour.failing("1.0.0", 0.001));
      Release fresh = stage.release(play.behaviour());
      Instant now = Instant.now();
      store.keep(old, now, "demo", Map.of());
      store.keep(fresh, now, "demo", Map.of(Planning.AUTHORS, "demo"));
      new First(store, InstantSource.system(), Duration.ofMinutes(1))
          .deploy(
              old, Stage.ENVIRONMENT, 2, sites.target(Stage.SERVICE, Stage.ENVIRONMENT), "demo");
      URI users = URI.create("http://127.0.0.1:" + stage.port() + "/");
      say("1.0.0 takes requests at " + users);
      return perform(stage, declared, store, sites, fresh, users);
    } catch (PortException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Declared declared() throws IOException {
    Path file = root.resolve("delivery.yaml");
    Loaded loaded = DeliveryLoader.standard().load(file.toString(), Files.readAllBytes(file));
    return switch (loaded) {
      case Loaded.Sound sound -> new Declared(sound.delivery());
      case Loaded.Refused refused ->
          throw new IllegalStateException(String.valueOf(refused.problems()));
    };
  }

  private int perform(
      Stage stage, Declared declared, Store store, Sites sites, Release fresh, URI users)
      throws IOException, InterruptedException {
    Planning planning = new Planning(declared, store);
    try (Load load = Load.start(users, REQUESTS_PER_SECOND, 200);
        Carrier carrier =
            new Carrier(
                store, planning, sites, SETTINGS, e -> terminal.err().println("sluice: " + e))) {
      Thread.sleep(play == Play.INCIDENT ? LEARNING : WARMING);
      Load.Result before = load.result();
      Brief.OfRollout brief = brief(planning, fresh);
      var _ = carrier.engine().begin(brief, "demo");
      say("2.0.0 is rolled out");
      Instant start = Instant.now();
      Following following = new Following(store, terminal, () -> foot(load, start));
      int exit =
          following.until(
              brief.id(),
              () -> goesOn(stage, store, brief, Duration.between(start, Instant.now())));
      Report report = new Report(root, store, brief, load.result(), before);
      report.print(out, new Paint(terminal.colour()), Duration.between(began, Instant.now()));
      return exit == Exit.OK || play != Play.GOOD ? Exit.OK : Exit.SHUT;
    }
  }

  private static Brief.OfRollout brief(Planning planning, Release fresh) {
    return switch (planning.rollout(Stage.ENVIRONMENT, fresh, Instant.now())) {
      case Planned.Ready<Brief.OfRollout> ready -> ready.brief();
      case Planned.Refused<Brief.OfRollout> refused ->
          throw new IllegalStateException(refused.why());
    };
  }

  /// What users see of it.
  private static List<String> foot(Load load, Instant start) {
    Load.Result seen = load.result();
    return List.of(
        String.format(
            Locale.ROOT,
            "  users: %,d requests, %,d failed; p99 %.0f ms; %d s since the rollout began",
            seen.answered(),
            seen.errors(),
            seen.p99() * 1000,
            Duration.between(start, Instant.now()).toSeconds()));
  }

  private boolean goesOn(Stage stage, Store store, Brief.OfRollout brief, Duration since) {
    try {
      switch (play) {
        case INCIDENT -> incident(stage, since);
        case NO_METRICS -> {
          if (!aborted && since.compareTo(NO_METRICS_FOR) > 0) {
            abort(store, brief);
            aborted = true;
          }
          // Without metrics, nothing proves a recovery.
          return since.compareTo(NO_METRICS_FOR.plus(WAY_BACK)) < 0;
        }
        case BAD, GOOD, NOISY, SLOW -> {}
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return since.compareTo(Duration.ofMinutes(3)) < 0;
  }

  private static void incident(Stage stage, Duration since) throws IOException {
    boolean lasts = since.compareTo(INCIDENT_FROM) >= 0 && since.compareTo(INCIDENT_UNTIL) < 0;
    if (lasts && !Files.exists(stage.incident())) {
      Files.createFile(stage.incident());
    } else if (!lasts) {
      Files.deleteIfExists(stage.incident());
    }
  }

  private static void abort(Store store, Brief.OfRollout brief) {
    Instant now = Instant.now();
    Observation.Asked asked =
        new Observation.Asked(
            now, Observation.Command.ABORT, "demo", "nobody could say whether it is well");
    long _ = store.post(brief.id(), now, "demo", Codec.write(new Input.OfRollout(asked)));
  }

  private void say(String text) {
    double since = Duration.between(began, Instant.now()).toMillis() / 1000.0;
    out.printf(Locale.ROOT, "%5.1f s  %s%n", since, text);
    out.flush();
  }
}
