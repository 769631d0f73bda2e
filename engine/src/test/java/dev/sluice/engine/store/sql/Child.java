package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.Contender;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A contender in a process of its own.
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;

  /// @param processes how many it waits for before it begins
  /// @param threads how many contend in it
  Child(Path file, String holder, int runs, int until, int processes, int threads)
      throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + file.getParent(),
                "-cp",
                classPath(),
                Contender.class.getName(),
                file.toString(),
                holder,
                "" + runs,
                "" + until,
                "" + processes,
                "" + threads)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    said = process.inputReader();
  }

  private static String classPath() {
    return Child.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(url -> url.getPath())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  /// The next line, or an empty one when it has ended.
  String line() throws IOException {
    String line = said.readLine();
    return line == null ? "" : line;
  }

  /// All lines until it ends by itself.
  List<String> lines(Duration within) throws InterruptedException {
    List<String> lines = new ArrayList<>(said.lines().toList());
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("it did not end well: " + process);
    }
    return lines;
  }

  /// Kills it at once; it has no say in that.
  ///
  /// @return the lines that it had said and nobody has read
  List<String> kill() throws InterruptedException {
    // Unlike that of the process, this leaves its output to be read.
    process.toHandle().destroyForcibly();
    List<String> unread = said.lines().toList();
    process.waitFor();
    return unread;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
