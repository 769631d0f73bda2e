package dev.sluice.survey.helm;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The `helm` of this machine. It renders a copy of a chart's own files, in an empty home, with
/// neither a cluster nor a repository to ask.
final class Helm {
  private static final long SECONDS = 20;
  private static final long MAX_OUTPUT = YamlReader.MAX_BYTES;

  /// A template may loop for ever: no file beyond 16 MB, no more than 4 GB of memory.
  private static final String LIMITED =
      "ulimit -f 32768; ulimit -v 4194304 2>/dev/null; exec \"$@\"";

  private static final String MARK = "# Source: ";

  private final Path program;

  Helm(Path program) {
    this.program = program;
  }

  /// The first `helm` on a search path; never one that lies in what is surveyed.
  static Optional<Helm> on(@Nullable String searchPath, Path root) {
    return searchPath == null
        ? Optional.empty()
        : Stream.of(searchPath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(entry -> entry.isAbsolute() && !entry.normalize().startsWith(root))
            .map(entry -> entry.resolve("helm"))
            .filter(program -> Files.isExecutable(program) && !real(program).startsWith(root))
            .findFirst()
            .map(Helm::new);
  }

  private static Path real(Path program) {
    try {
      return program.toRealPath();
    } catch (IOException e) {
      return program;
    }
  }

  /// The objects that a chart makes of values, each placed at its template.
  ///
  /// @param values laid over the chart's defaults, or null for the defaults alone
  /// @throws IOException when helm fails or takes too long
  List<KubeObject> render(Chart chart, Tree tree, @Nullable TreeFile values) throws IOException {
    Path home = Files.createTempDirectory("sluice-helm");
    try {
      Path copy = Files.createDirectory(home.resolve("chart"));
      copy(chart, tree, copy);
      List<String> command =
          new ArrayList<>(
              List.of(
                  "/bin/sh",
                  "-c",
                  LIMITED,
                  "sh",
                  program.toString(),
                  "template",
                  "release",
                  copy.toString()));
      if (values != null) {
        Path file = home.resolve("values.yaml");
        Files.write(file, values.bytes());
        command.addAll(List.of("-f", file.toString()));
      }
      return objects(run(command, home), chart);
    } finally {
      remove(home);
    }
  }

  private static void copy(Chart chart, Tree tree, Path into) throws IOException {
    String start = chart.directory().equals(".") ? "" : chart.directory() + "/";
    for (TreeFile file : tree.files()) {
      if (file.path().startsWith(start) && file.size() <= TreeFile.MAX_BYTES) {
        Path target = into.resolve(file.path().substring(start.length()));
        Files.createDirectories(into.resolve(target).getParent());
        Files.write(target, file.bytes());
      }
    }
  }

  private static String run(List<String> command, Path home) throws IOException {
    Path output = home.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("helm took longer than " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while helm was rendering", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0 || Files.size(output) > MAX_OUTPUT) {
      throw new IOException("helm could not render it");
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private static List<KubeObject> objects(String rendered, Chart chart) {
    List<KubeObject> objects = new ArrayList<>();
    for (String document : rendered.split("(?m)^---\\s*$", -1)) {
      Source at = template(document, chart);
      YamlFile yaml = YamlReader.read(at.file(), document.getBytes(StandardCharsets.UTF_8));
      yaml.documents().stream()
          .flatMap(node -> KubeObject.in(placed(node, at)))
          .forEach(objects::add);
    }
    return objects;
  }

  /// `# Source: web/templates/web.yaml` names the chart first.
  private static Source template(String document, Chart chart) {
    int mark = document.indexOf(MARK);
    int slash = mark < 0 ? -1 : document.indexOf('/', mark);
    int end = slash < 0 ? -1 : document.indexOf('\n', slash);
    String prefix = chart.directory().equals(".") ? "" : chart.directory() + "/";
    return end < 0
        ? chart.file().source()
        : Source.of(prefix + document.substring(slash + 1, end).strip());
  }

  private static Yaml placed(Yaml node, Source at) {
    return switch (node) {
      case Yaml.Scalar s -> scalar(s, at);
      case Yaml.Sequence sequence ->
          new Yaml.Sequence(at, sequence.items().stream().map(item -> placed(item, at)).toList());
      case Yaml.Mapping mapping ->
          new Yaml.Mapping(
              at,
              mapping.entries().stream()
                  .map(e -> new Yaml.Entry(scalar(e.key(), at), placed(e.value(), at)))
                  .toList());
    };
  }

  private static Yaml.Scalar scalar(Yaml.Scalar s, Source at) {
    return new Yaml.Scalar(at, s.text(), s.plain(), 1, 0);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
