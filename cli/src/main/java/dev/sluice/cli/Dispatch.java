package dev.sluice.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Parses a command line, and runs the command that it names.
final class Dispatch {
  private Dispatch() {}

  static int run(Terminal terminal, String... args) throws IOException {
    try {
      return parsed(terminal, args);
    } catch (ParameterException e) {
      return misused(e, terminal);
    }
  }

  private static int parsed(Terminal terminal, String... args) throws IOException {
    CommandSpec root =
        Arrays.stream(args)
            .filter(arg -> !arg.startsWith("-"))
            .findFirst()
            .flatMap(Commands::of)
            .map(Commands::only)
            .orElseGet(Commands::outline);
    ParseResult given = new CommandLine(root).parseArgs(args);
    if (given.isVersionHelpRequested()) {
      return Main.printVersion(terminal);
    }
    List<CommandLine> chain = given.asCommandLineList();
    CommandLine last = chain.getLast();
    Ansi ansi = terminal.colour() ? Ansi.ON : Ansi.OFF;
    if (last.isUsageHelpRequested()) {
      terminal.out().print(last.getUsageMessage(ansi));
      return Exit.OK;
    }
    if (!(last.getCommand() instanceof Command command)) {
      terminal.err().print(last.getUsageMessage(Ansi.OFF));
      return Exit.USAGE;
    }
    return command.run(last.getParseResult(), terminal);
  }

  private static int misused(ParameterException e, Terminal terminal) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      unmatched(unmatched, terminal);
    } else {
      terminal.err().println("sluice: " + e.getMessage());
    }
    terminal
        .err()
        .println("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  private static void unmatched(UnmatchedArgumentException e, Terminal terminal) {
    String found = e.getUnmatched().getFirst();
    String what = found.startsWith("-") ? "option" : "command or argument";
    terminal.err().println("sluice: unknown " + what + " '" + found + "'");
    e.getSuggestions().stream()
        .findFirst()
        .ifPresent(s -> terminal.err().println("fix: did you mean " + s + "?"));
  }
}
