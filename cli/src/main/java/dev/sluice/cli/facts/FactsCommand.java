package dev.sluice.cli.facts;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Format;
import dev.sluice.cli.Progress;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.FactsReport;
import dev.sluice.survey.Survey;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `sluice facts`: what was read, for the curious and for debugging.
public final class FactsCommand implements Command {
  @Override
  public void describe(CommandSpec spec) {
    Arguments.addPath(spec);
    Arguments.addOption(spec, "--format", "FORMAT", "json (the default) or text.");
    Arguments.addEverything(spec);
  }

  @Override
  public int run(ParseResult given, Terminal terminal) throws IOException {
    CommandSpec spec = given.commandSpec();
    Path root = Arguments.path(spec, given);
    Format format = Arguments.choice(spec, given, "--format", Format.class);
    Survey.Result survey;
    try (var _ = Progress.of(terminal, "reading")) {
      survey = Survey.of(root, Arguments.everything(given));
    }
    if (format == Format.TEXT) {
      FactsReport.text(terminal.out(), survey.facts());
    } else {
      FactsReport.json(terminal.out(), survey.facts());
    }
    return Exit.OK;
  }
}
