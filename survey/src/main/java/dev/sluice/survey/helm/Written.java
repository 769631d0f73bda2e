package dev.sluice.survey.helm;

import dev.sluice.flow.fact.HelmChart;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the templates of a chart say by themselves, unrendered.
final class Written {
  private static final Pattern DEFINED = Pattern.compile("\\{\\{-? *define +\"([^\"]{1,100})\"");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: ([A-Z][A-Za-z]{1,60})\\s*$");
  private static final Pattern NAME =
      Pattern.compile(
          "(?m)^ {2}name: *\\{\\{-? *(?:include|template) +\"([^\"]{1,100})\" +[.$] *-?}}\\s*$");
  private static final Pattern SELECTOR =
      Pattern.compile(
          "matchLabels: *\\r?\\n? *\\{\\{-? *include +\"([^\"]{1,100})\" +[.$] *\\| *n?indent"
              + " +\\d{1,2} *-?}}\\s*\\n([^\\n]{0,200})");
  private static final Pattern REPLICAS =
      Pattern.compile("(?m)^ {2}replicas: *\\{\\{-? *\\.Values\\.([A-Za-z]{1,60}) *-?}}\\s*$");
  private static final List<String> SERVING = List.of("Deployment", "StatefulSet", "Rollout");

  private Written() {}

  static HelmChart in(Chart chart) {
    List<String> helpers = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    List<HelmChart.Template> workloads = new ArrayList<>();
    String replicas = null;
    for (TreeFile file : chart.templates()) {
      String text = file.text();
      all(DEFINED, text, helpers);
      List<String> here = new ArrayList<>();
      all(KIND, text, here);
      kinds.addAll(here);
      if (here.size() == 1 && SERVING.contains(here.getFirst())) {
        workloads.add(
            new HelmChart.Template(
                file.path(), here.getFirst(), first(NAME, text), selector(text)));
        replicas = replicas == null ? first(REPLICAS, text) : replicas;
      } else if (here.stream().anyMatch(SERVING::contains)) {
        here.stream()
            .filter(SERVING::contains)
            .forEach(kind -> workloads.add(new HelmChart.Template(file.path(), kind, null, null)));
      }
    }
    return new HelmChart(
        chart.file().source(),
        chart.name(),
        chart.directory(),
        helpers.stream().distinct().sorted().toList(),
        workloads,
        kinds.stream().distinct().sorted().toList(),
        replicas);
  }

  /// The helper that is all that selects its pods: a label more beside it is not known here.
  private static @Nullable String selector(String text) {
    Matcher matcher = SELECTOR.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(2).strip().startsWith("template:") ? matcher.group(1) : null;
  }

  private static void all(Pattern pattern, String text, List<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      into.add(matcher.group(1));
    }
  }

  private static @Nullable String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
