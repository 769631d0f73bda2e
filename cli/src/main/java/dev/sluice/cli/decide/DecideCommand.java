package dev.sluice.cli.decide;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Format;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.check.Check;
import dev.sluice.cli.report.Paint;
import dev.sluice.flow.decision.Conflict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sluice decide`: says what the decision tables choose, and why.
public final class DecideCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    Arguments.addOption(spec, "--service", "NAME", "Decides for one service of a monorepo only.");
    Arguments.addOption(spec, "--format", "FORMAT", "text (the default) or json.");
    Arguments.addAt(spec);
    Arguments.addEverything(spec);
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    Format format = Arguments.choice(spec, given, "--format", Format.class);
    Instant at = Arguments.at(spec, given);
    String service = given.matchedOptionValue("--service", (String) null);
    Check.Result result;
    try (var _ = Progress.of(terminal, "reading")) {
      result = Check.of(root, Arguments.everything(given), service, null, at);
    }
    if (service != null && result.judged().isEmpty() && result.problems().isEmpty()) {
      throw Arguments.unknown(spec, "--service", result.names(), service);
    }
    List<Decided> decided = result.judged().stream().map(Decided::of).toList();
    List<Conflict> conflicts = decided.stream().flatMap(Decided::conflicts).toList();
    result.problems().forEach(terminal::problem);
    conflicts.forEach(conflict -> terminal.problem(conflict.problem()));
    if (format == Format.JSON) {
      DecisionJson.write(terminal.out(), at, result.commit(), decided, result.problems());
    } else {
      DecisionText text = new DecisionText(terminal.out(), new Paint(terminal.colour()));
      decided.forEach(text::write);
    }
    if (!result.problems().isEmpty() || !conflicts.isEmpty()) {
      return Exit.USAGE;
    }
    return decided.stream().allMatch(Decided::accounted) ? Exit.OK : Exit.SHUT;
  }
}
