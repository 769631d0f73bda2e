package dev.sluice.cli.demo;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice demo`: two versions of a real service, real requests, and a rollout that stops by
/// itself.
public final class DemoCommand implements Command {
  private static final String KEEP = "--keep";

  @Override
  public void describe(CommandSpec spec) {
    for (Play play : Play.values()) {
      String begins = play == Play.BAD ? " (the default)." : ".";
      Arguments.addFlag(spec, play.option(), "The new version " + play.text() + begins);
    }
    Arguments.addOption(
        spec, KEEP, "DIR", "Plays in this directory, which is new or empty, and leaves it there.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    List<Play> asked =
        Arrays.stream(Play.values())
            .filter(play -> given.matchedOptionValue(play.option(), false))
            .toList();
    if (asked.size() > 1) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "expected one kind of demo, but found "
              + String.join(" and ", asked.stream().map(Play::option).toList()));
    }
    Play play = asked.isEmpty() ? Play.BAD : asked.getFirst();
    String keep = given.matchedOptionValue(KEEP, (String) null);
    Path root =
        keep == null
            ? Files.createTempDirectory("sluice-demo-")
            : empty(given.commandSpec(), Path.of(keep));
    try {
      return new Performance(root.toAbsolutePath().normalize(), play, terminal).play();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILURE;
    } finally {
      if (keep == null) {
        delete(root);
      }
    }
  }

  private static Path empty(CommandSpec spec, Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new ParameterException(
            spec.commandLine(), KEEP + " " + directory + ": expected a directory that is empty");
      }
    }
    return directory;
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// A time as people say it.
  static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }
}
