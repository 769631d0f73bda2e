package dev.sluice.cli.launch;

import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;

/// A trial run of what users run most, from which the JVM makes the AOT cache.
public final class Training {
  private Training() {}

  /// Takes a directory to run the commands on, and one that does not exist, to write a bundle to.
  /// When the first is not there, only what needs none is run.
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    Main.run(terminal, "--version");
    Main.run(terminal, "--help");
    Main.run(terminal, "--no-such-option");
    if (Files.isDirectory(Path.of(args[0]))) {
      Main.run(terminal, "check", args[0]);
      Main.run(terminal, "check", args[0], "--format", "json");
      Main.run(terminal, "facts", args[0]);
      Main.run(terminal, "bundle", args[0], "-o", args[1]);
    }
    Main.run(terminal, "explain");
    Main.run(terminal, "schema");
    terminal.flush();
  }
}
