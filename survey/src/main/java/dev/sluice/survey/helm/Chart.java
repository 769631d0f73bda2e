package dev.sluice.survey.helm;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Optional;

/// A chart in the repository.
///
/// @param templates what Helm renders, without tests and helpers
record Chart(TreeFile file, Yaml node, List<TreeFile> templates) {
  Chart {
    templates = List.copyOf(templates);
  }

  /// The chart that a `Chart.yaml` describes; empty when it is a library, or no chart.
  static Optional<Chart> of(TreeFile file, Tree tree) {
    return file.yaml().documents().stream()
        .findFirst()
        .filter(node -> node.string("name") != null && node.string("version") != null)
        .filter(node -> !"library".equals(node.string("type")))
        .map(node -> new Chart(file, node, templates(file.directory(), tree)));
  }

  private static List<TreeFile> templates(String directory, Tree tree) {
    String start = (directory.equals(".") ? "" : directory + "/") + "templates/";
    return tree.files().stream()
        .filter(f -> f.path().startsWith(start) && !f.path().startsWith(start + "tests/"))
        .filter(f -> f.looksLikeYaml() || f.path().endsWith(".tpl"))
        .toList();
  }

  /// Its name, as `Chart/storefront`.
  String id() {
    return "Chart/" + name();
  }

  String name() {
    return node.text("name").map(Text::value).orElse("");
  }

  /// What templates take for the tag where values leave it empty; empty when no template does so.
  Optional<Text> defaultTag() {
    return mentions(".Chart.AppVersion") ? node.text("appVersion") : Optional.empty();
  }

  /// Whether some template contains a text.
  boolean mentions(String text) {
    return templates.stream().anyMatch(f -> f.text().contains(text));
  }

  /// The values that it has by itself.
  Optional<TreeFile> defaults(Tree tree) {
    String prefix = directory().equals(".") ? "" : directory() + "/";
    return tree.file(prefix + "values.yaml").or(() -> tree.file(prefix + "values.yml"));
  }

  /// Directory relative to the root.
  String directory() {
    return file.directory();
  }
}
