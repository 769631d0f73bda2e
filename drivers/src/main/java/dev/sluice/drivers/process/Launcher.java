package dev.sluice.drivers.process;

import dev.sluice.release.port.PortException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the supervisor of a target, and starts it where none runs.
final class Launcher implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(25);
  private static final long LONGEST_LOG = 1_000_000;
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Place place;
  private final Settings settings;
  private final boolean own;
  private @Nullable Process owned;

  /// @param own whether the supervisor ends with this process
  Launcher(Place place, Settings settings, boolean own) {
    this.place = place;
    this.settings = settings;
    this.own = own;
  }

  /// Where a supervisor is reached, and by which token.
  record Reached(URI uri, String token) {}

  /// The supervisor that is said to run; null when none is.
  @Nullable Reached find() throws PortException {
    try {
      Messages.Reach reach = place.read("address.json", Messages.Reach.class);
      String token = place.read("token", String.class);
      if (reach == null || token == null || ProcessHandle.of(reach.pid()).isEmpty()) {
        return null;
      }
      return new Reached(URI.create("http://" + reach.address()), token);
    } catch (IOException e) {
      throw PortException.passing("the supervisor cannot be found: " + e.getMessage(), e);
    }
  }

  /// Starts one, unless another does so at the same time, and waits until it can be reached.
  ///
  /// @param gone one that does not answer any more, or null
  synchronized Reached start(@Nullable Reached gone) throws PortException, InterruptedException {
    Process process = launch();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Reached reached = find();
      if (reached != null && !reached.equals(gone)) {
        return reached;
      }
      if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        process = again(process);
      }
    }
    throw PortException.passing(
        "the supervisor in " + place.directory() + " was not there in time");
  }

  /// Another may have the target still, or for longer.
  private Process again(Process ended) throws PortException, InterruptedException {
    if (ended.exitValue() != 0) {
      throw PortException.terminal(
          "the supervisor in "
              + place.directory()
              + " does not start: "
              + place.tail("supervisor.log"));
    }
    TimeUnit.MILLISECONDS.sleep(500);
    return find() == null ? launch() : ended;
  }

  private Process launch() throws PortException {
    try {
      if (!settings.equals(place.read("settings.json", Settings.class))) {
        place.write("settings.json", settings);
      }
      File log = place.file("supervisor.log").toFile();
      if (log.length() > LONGEST_LOG) {
        place.delete("supervisor.log");
      }
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.redirectInput(
          own ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.directory(new File(settings.directory()));
      Process process = builder.start();
      if (own) {
        owned = process;
      }
      return process;
    } catch (IOException e) {
      throw PortException.passing("the supervisor cannot be started: " + e.getMessage(), e);
    }
  }

  /// In a session of its own, so that what a terminal tells us is not told to it.
  private List<String> command() {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      words.add(SETSID.toString());
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xms32m",
            "-Xmx192m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.httpclient.allowRestrictedHeaders=host",
            "-Djdk.httpclient.keepalive.timeout=4",
            "-cp",
            classPath(),
            Supervisor.class.getName(),
            place.directory().toString()));
    if (own) {
      words.add(Supervisor.WITH_PARENT);
    }
    return words;
  }

  /// Ours, wherever the supervisor is started.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Ends the supervisor that ends with this process, and waits for it.
  @Override
  public void close() {
    Process process = owned;
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
