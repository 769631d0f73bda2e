package dev.sluice.cli.judge;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Format;
import dev.sluice.cli.Terminal;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
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
        spec, DATA, "FILE", "Recorded counts as CSV: " + String.join(",", Columns.REQUIRED) + ".");
    Arguments.addOption(
        spec, PLAN, "FILE", "The delivery.yaml whose stop criterion is used; standard by default.");
    Asking.describe(spec);
    Arguments.addOption(spec, "--format", "FORMAT", "text (the default) or json, a line a run.");
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Format format = Arguments.choice(spec, given, "--format", Format.class);
    String data = given.matchedOptionValue(DATA, (String) null);
    Report report = Report.of(format == Format.JSON, terminal);
    if (given.hasMatchedOption(Asking.PROMETHEUS)) {
      return asked(spec, given, report, terminal);
    }
    if (data == null) {
      throw new ParameterException(
          spec.commandLine(),
          DATA + ": expected a file, but it is missing; or give " + Asking.PROMETHEUS);
    }
    Plan.Judged judged = judged(spec, given.matchedOptionValue(PLAN, (String) null), terminal);
    if (judged == null) {
      return Exit.USAGE;
    }
    Path file = file(spec, DATA, data);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
      Table table = new Table(data, reader);
      if (judged.none(table.timed())) {
        throw new ParameterException(
            spec.commandLine(),
            PLAN
                + ": expected a stop criterion on errors, or latency buckets in "
                + data
                + ", but those of the plan are all on latency");
      }
      new Replay(judged, report).all(table);
      return Exit.OK;
    } catch (BadInputException e) {
      terminal.problem(e.problem());
      return Exit.USAGE;
    }
  }

  private static int asked(CommandSpec spec, ParseResult given, Report report, Terminal terminal)
      throws IOException {
    String plan = given.matchedOptionValue(PLAN, (String) null);
    if (plan == null || given.hasMatchedOption(DATA)) {
      throw new ParameterException(
          spec.commandLine(),
          Asking.PROMETHEUS + ": expected " + PLAN + " FILE beside it, and no " + DATA);
    }
    Delivery delivery = delivery(spec, plan, terminal);
    return delivery == null ? Exit.USAGE : Asking.run(spec, given, delivery, report, terminal);
  }

  private static Plan.@Nullable Judged judged(
      CommandSpec spec, @Nullable String plan, Terminal terminal) throws IOException {
    if (plan == null) {
      return Plan.Judged.STANDARD;
    }
    Delivery delivery = delivery(spec, plan, terminal);
    if (delivery == null) {
      return null;
    }
    Plan.Judged judged = Plan.judged(delivery);
    if (judged.none(true)) {
      throw new ParameterException(
          spec.commandLine(),
          PLAN + ": expected a stop criterion under cd.strategy, but " + plan + " has none");
    }
    return judged;
  }

  private static @Nullable Delivery delivery(CommandSpec spec, String plan, Terminal terminal)
      throws IOException {
    Loaded loaded =
        DeliveryLoader.standard().load(plan, Files.readAllBytes(file(spec, PLAN, plan)));
    loaded.problems().forEach(terminal::problem);
    return switch (loaded) {
      case Loaded.Sound sound -> sound.delivery();
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
