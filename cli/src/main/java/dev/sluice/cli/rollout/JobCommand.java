package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.report.Plain;
import dev.sluice.cli.site.RunFiles;
import dev.sluice.engine.drive.Outside;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `sluice release check`: runs a job for a release, and keeps what came of it. Only what has run
/// leaves a record.
final class JobCommand extends OnSite {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("HHmmss-SSSSSSSSS").withZone(ZoneOffset.UTC);

  @Override
  void takes(CommandSpec spec) {
    Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .arity("1")
            .index("1")
            .type(String.class)
            .description("The check, as environments[].checks names it.")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("-- COMMAND")
            .arity("1..*")
            .index("2..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("What tests the release, with its words. No shell reads them.")
            .build());
    Arguments.addOption(spec, Given.ENVIRONMENT, "NAME", "Where it is tested, if anywhere.");
  }

  @Override
  int run(Given given) throws IOException, InterruptedException {
    Release release = given.site().release(given.spec(), given.requiredName("RELEASE")).release();
    String environment = given.option(Given.ENVIRONMENT) == null ? null : given.environment();
    String name = given.parsed().matchedPositionalValue(1, "");
    List<String> command = given.parsed().matchedPositionalValue(2, List.<String>of());
    if (name.isBlank() || command.isEmpty()) {
      throw given.wrong("expected RELEASE NAME -- COMMAND");
    }
    given.terminal().flush();
    Instant start = Instant.now();
    int exit = exit(given, command);
    Instant end = Instant.now();
    Duration took = Duration.between(start, end);
    Map<String, String> values = new TreeMap<>();
    values.put("check", name);
    values.put("release", release.id().value());
    values.put("duration", took.toString());
    values.put("exit", String.valueOf(exit));
    String summary =
        String.format(
            Locale.ROOT,
            "%s %s for %s in %.1f s",
            Plain.safe(name),
            exit == 0 ? "passed" : "failed",
            release.id().brief(),
            took.toMillis() / 1000.0);
    Outside.Evidence record =
        new Outside.Evidence(
            "check",
            end,
            release.service(),
            environment,
            exit == 0,
            summary,
            new TreeMap<>(values));
    String id = name.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + STAMP.format(end);
    Path file = new RunFiles(given.site().root()).write(id, record);
    given.terminal().err().println(summary + "; " + given.site().root().relativize(file));
    return exit;
  }

  /// Runs it with the input and output of this process, and ends it when this process ends.
  private static int exit(Given given, List<String> command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw given.wrong(
          command.getFirst() + " could not be started, so nothing was recorded: " + e.getMessage());
    }
    Thread end = new Thread(process::destroy, "sluice-job-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return process.waitFor();
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
      process.destroy();
    }
  }
}
