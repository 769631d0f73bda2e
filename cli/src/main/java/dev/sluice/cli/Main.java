package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line's way in: finds the command, runs it, and turns what goes wrong into an exit
/// code.
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int code = run(terminal, args);
    terminal.flush();
    System.exit(code);
  }

  /// Runs one command.
  ///
  /// @return one of [Exit]
  static int run(Terminal terminal, String... args) {
    try {
      return dispatch(terminal, args);
    } catch (ParameterException e) {
      return misused(e, terminal);
    } catch (IOException | RuntimeException | Error e) {
      return Failure.report(e, Arrays.asList(args).contains("--debug"), terminal.err());
    }
  }

  private static int dispatch(Terminal terminal, String... args) throws IOException {
    CommandSpec root =
        Arrays.stream(args)
            .filter(arg -> !arg.startsWith("-"))
            .findFirst()
            .flatMap(Commands::of)
            .map(Commands::only)
            .orElseGet(Commands::outline);
    ParseResult given = new CommandLine(root).parseArgs(args);
    if (given.isVersionHelpRequested()) {
      terminal.out().println("sluice " + version());
      return Exit.OK;
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

  private static String version() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
