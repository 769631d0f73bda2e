package dev.sluice.bundle.artifact.kubernetes;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import dev.sluice.flow.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds entries to the `components` of a kustomization, and leaves every other line as it is.
final class Components {
  private static final String KEY = "components";
  private static final String FILE = "kustomization.yaml";

  private Components() {}

  /// The text with more components; empty when nothing sure can be done to it.
  ///
  /// @param more their directories, each with the criterion that it serves
  static Optional<String> with(String text, Map<String, String> more) {
    List<String> lines = new ArrayList<>(List.of(text.replace("\r\n", "\n").split("\n", -1)));
    YamlFile before = read(text);
    if (before.documents().size() != 1 || !before.problems().isEmpty()) {
      return Optional.empty();
    }
    Yaml root = before.documents().getFirst();
    boolean flow =
        root.entries().isEmpty() || root.entries().getFirst().key().source().column() > 1;
    if (flow) {
      return Optional.empty();
    }
    List<Text> there = root.texts(KEY).toList();
    if (root.get(KEY) == null) {
      append(lines, more);
    } else if (there.isEmpty()) {
      return Optional.empty();
    } else {
      insert(lines, there, more);
    }
    String changed = String.join("\n", lines);
    List<String> wanted = new ArrayList<>(there.stream().map(Text::value).toList());
    wanted.addAll(more.keySet());
    YamlFile after = read(changed);
    return after.problems().isEmpty()
            && after.documents().size() == 1
            && after.documents().getFirst().texts(KEY).map(Text::value).toList().equals(wanted)
        ? Optional.of(changed)
        : Optional.empty();
  }

  private static void append(List<String> lines, Map<String, String> more) {
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    lines.add(KEY + ":");
    more.forEach((component, criterion) -> lines.add(entry("  ", component, criterion)));
    lines.add("");
  }

  /// After the last entry: on lines of their own, or inside the brackets.
  private static void insert(List<String> lines, List<Text> there, Map<String, String> more) {
    Text last = there.getLast();
    int at = last.source().line() - 1;
    String line = lines.get(at);
    String before = line.substring(0, last.source().column() - 1);
    if (before.isBlank() || before.strip().equals("-")) {
      String margin = before.substring(0, Math.max(0, before.indexOf('-')));
      List<String> added = new ArrayList<>();
      more.forEach((component, criterion) -> added.add(entry(margin, component, criterion)));
      lines.addAll(at + 1, added);
    } else {
      int end = line.indexOf(']', last.source().column() - 1);
      if (end > 0) {
        List<String> added = more.keySet().stream().map(YamlWriter::scalar).toList();
        lines.set(
            at, line.substring(0, end) + ", " + String.join(", ", added) + line.substring(end));
      }
    }
  }

  private static String entry(String margin, String component, String criterion) {
    return margin + "- " + YamlWriter.scalar(component) + " # " + criterion;
  }

  private static YamlFile read(String text) {
    return YamlReader.read(FILE, text.getBytes(StandardCharsets.UTF_8));
  }
}
