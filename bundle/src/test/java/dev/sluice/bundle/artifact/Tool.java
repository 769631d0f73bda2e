package dev.sluice.bundle.artifact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program of others that accepts what is made, where it is installed.
final class Tool {
  /// What it said.
  record Said(int exit, String text) {}

  private Tool() {}

  /// Runs a program; the test is skipped where it is not.
  static Said run(Path directory, String... command) throws IOException, InterruptedException {
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

  /// Writes artifacts below a directory.
  static void write(Path directory, List<Artifact> artifacts) throws IOException {
    for (Artifact artifact : artifacts) {
      Path file = directory.resolve(artifact.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, artifact.content());
    }
  }
}
