package dev.sluice.cli;

import java.io.IOException;
import java.util.Arrays;

/// The way in: runs one command, and turns our own failures into an exit code. Knows nothing of the
/// parser, so that `--version` starts without it.
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int code = run(terminal, args);
    terminal.flush();
    // Everything is written and nothing is to be shut down: System.exit would first load the JDK's
    // logging.
    Runtime.getRuntime().halt(code);
  }

  /// Runs one command.
  ///
  /// @return one of [Exit]
  public static int run(Terminal terminal, String... args) {
    try {
      return args.length == 1 && args[0].equals("--version")
          ? printVersion(terminal)
          : Dispatch.run(terminal, args);
    } catch (IOException | RuntimeException | Error e) {
      return Failure.report(e, Arrays.asList(args).contains("--debug"), terminal.err());
    }
  }

  /// Prints name and version.
  static int printVersion(Terminal terminal) throws IOException {
    terminal.out().println("sluice " + Version.text());
    return Exit.OK;
  }
}
