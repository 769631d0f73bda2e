package dev.sluice.cli.judge;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Format;
import dev.sluice.cli.Terminal;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.release.judge.Terms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `sluice judge`: replays recorded traffic and says of each run when a canary would have been
/// stopped.
public final class JudgeCommand implements Command {
  private static final String DATA = "--data";
  private static final String PLAN = "--plan";

  @Override
  public void describe(CommandSpec spec) {
    Arguments.addOption(
        spec, DATA, "FILE", "Recorded counts as CSV: " + String.join(",", Table.COLUMNS) + ".");
    Arguments.addOption(
        spec, PLAN, "FILE", "The delivery.yaml whose stop criterion is used; standard by default.");
    Arguments.addOption(spec, "--format", "FORMAT", "text (the default) or json, a line a run.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Format format = Arguments.choice(spec, given, "--format", Format.class);
    String data = given.matchedOptionValue(DATA, (String) null);
    if (data == null) {
      throw new ParameterException(
          spec.commandLine(), DATA + ": expected a file, but it is missing");
    }
    Terms terms = terms(spec, given.matchedOptionValue(PLAN, (String) null), terminal);
    if (terms == null) {
      return Exit.USAGE;
    }
    Path file = file(spec, DATA, data);
    Report report = Report.of(format == Format.JSON, terminal);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
      new Replay(terms, report).all(new Table(data, reader));
      return Exit.OK;
    } catch (BadInputException e) {
      terminal.problem(e.problem());
      return Exit.USAGE;
    }
  }

  private static @Nullable Terms terms(CommandSpec spec, @Nullable String plan, Terminal terminal)
      throws IOException {
    if (plan == null) {
      return Terms.STANDARD;
    }
    Loaded loaded =
        DeliveryLoader.standard().load(plan, Files.readAllBytes(file(spec, PLAN, plan)));
    loaded.problems().forEach(terminal::problem);
    return switch (loaded) {
      case Loaded.Sound sound ->
          Plan.terms(sound.delivery())
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      PLAN
                          + ": expected a stop criterion on errors under cd.strategy, but "
                          + plan
                          + " has none"));
      case Loaded.Refused refused -> null;
    };
  }

  private static Path file(CommandSpec spec, String option, String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      String what = Files.exists(file) ? "is not a file" : "does not exist";
      throw new ParameterException(spec.commandLine(), option + " " + name + " " + what);
    }
    return file;
  }
}
