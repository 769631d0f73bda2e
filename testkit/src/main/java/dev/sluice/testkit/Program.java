package dev.sluice.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program of others that accepts what is made, where it is installed.
public final class Program {
  /// How it ended, and all that it said.
  public record Said(int exit, String text) {}

  private Program() {}

  /// Runs a program until it ends; the test is skipped where it is not installed.
  public static Said run(Path directory, String... command)
      throws IOException, InterruptedException {
    boolean here =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(p -> Files.isExecutable(Path.of(p, command[0])));
    assumeTrue(here, command[0] + " is not here");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
