package dev.sluice.survey.prometheus;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.RecordingRule;
import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.runbook.Targets;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads alerting and recording rules of Prometheus, Loki, Mimir and the Prometheus operator,
/// wherever a YAML file has groups of them.
@AutoService(Reader.class)
public final class PrometheusReader implements Reader {
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(AlertRule.class, RecordingRule.class, RunbookLink.class);

  /// What a file of rules shows even when it is no sound YAML.
  private static final Pattern RULE =
      Pattern.compile("(?m)^\\s{0,40}(?:- )?\\{?\\s{0,4}(?:alert|record):\\s{1,10}[\\w:{}\"'-]");

  @Override
  public void read(Tree tree, Sink sink) {
    Targets targets = new Targets(tree);
    List<TreeFile> files =
        tree.files().stream()
            .filter(f -> f.looksLikeYaml() || f.fileName().endsWith(".rules"))
            .filter(f -> !chartTemplate(f, tree))
            .toList();
    sink.each(files, HIDES, file -> file(file, targets, sink));
  }

  /// Templates of a chart are no YAML until they are rendered.
  private static boolean chartTemplate(TreeFile file, Tree tree) {
    String path = "/" + file.path();
    int at = path.lastIndexOf("/templates/");
    return at >= 0 && tree.file((path.substring(0, at) + "/Chart.yaml").substring(1)).isPresent();
  }

  private static void file(TreeFile file, Targets targets, Sink sink) {
    if (file.size() > TreeFile.MAX_BYTES || !mayHoldRules(file)) {
      return;
    }
    YamlFile yaml = file.yaml();
    if (!yaml.complete() && !templated(file)) {
      sink.unreadable(
          yaml.problems().getFirst().source(),
          "not valid YAML: " + yaml.problems().getFirst().found(),
          HIDES);
    }
    yaml.documents()
        .forEach(document -> new RuleGroups(file.directory(), targets, sink).in(document));
  }

  private static boolean mayHoldRules(TreeFile file) {
    String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
    return text.contains("groups:")
        && text.contains("expr")
        && (text.contains("alert:") || text.contains("record:"))
        && RULE.matcher(text).find();
  }

  /// Whether another tool has to fill the file in first; what it becomes can't be told.
  private static boolean templated(TreeFile file) {
    String text = file.text();
    return text.contains("{%")
        || text.contains("{{-")
        || text.contains("-}}")
        || text.contains("<%");
  }
}
