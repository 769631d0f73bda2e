package dev.sluice.cli.rollout;

import dev.sluice.cli.Command;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import picocli.CommandLine.ParseResult;

/// A command that only has others below it; by itself it says which.
abstract class Group implements Command {
  @Override
  public final int run(ParseResult given, Terminal terminal) {
    terminal.err().print(given.commandSpec().commandLine().getUsageMessage());
    return Exit.USAGE;
  }
}
