package dev.sluice.bundle.artifact;

import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The scripts of workflows, run as a runner would, with programs of the test before all others.
public final class Scripts {
  /// What a script said.
  public record Said(int exit, String text) {}

  private Scripts() {}

  public static boolean here(String tool) {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }

  /// The script of the first step whose name begins with some words.
  public static String of(List<Artifact> artifacts, String workflow, String step) {
    String text =
        artifacts.stream()
            .filter(a -> a.path().equals(workflow))
            .map(Artifact::content)
            .findFirst()
            .orElseThrow();
    Yaml document =
        YamlReader.read(workflow, text.getBytes(StandardCharsets.UTF_8)).documents().getFirst();
    return document.entries("jobs").stream()
        .flatMap(job -> job.value().items("steps").stream())
        .filter(s -> String.valueOf(s.string("name")).startsWith(step))
        .map(s -> String.valueOf(s.string("run")))
        .findFirst()
        .orElseThrow();
  }

  /// Runs a script in a directory, whose `bin` comes first.
  public static Said run(String script, Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder
        .environment()
        .put("PATH", directory.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
