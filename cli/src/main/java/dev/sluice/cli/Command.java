package dev.sluice.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// One command: what it takes and what it does. Its class is loaded only when somebody asks for it.
public interface Command {
  /// Adds options and parameters. Name, summary and `--help` are there already.
  void describe(CommandSpec spec);

  /// Runs.
  ///
  /// @return one of [Exit]
  /// @throws ParameterException when what was given cannot be used; ends with [Exit#USAGE]
  /// @throws IOException when the command itself cannot go on; ends with [Exit#FAILURE]
  int run(ParseResult given, Terminal terminal) throws IOException;
}
