package dev.sluice.survey.prometheus;

import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.RecordingRule;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlReader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.runbook.Targets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Finds groups of rules in a document: at its top, in the `spec` of an object, in chart values, or
/// as the text of a config map's key.
///
/// @param place where a place of the document is in the file
record RuleGroups(String directory, Targets targets, Sink sink, UnaryOperator<Source> place) {
  private static final int DEEPEST = 8;
  private static final Set<String> RUNBOOK =
      Set.of("runbook", "runbookurl", "playbook", "playbookurl");
  private static final List<String> OWNER =
      List.of("team", "owner", "owned_by", "squad", "owning_team");
  private static final List<String> SEVERITY = List.of("severity", "priority", "level");

  RuleGroups(String directory, Targets targets, Sink sink) {
    this(directory, targets, sink, UnaryOperator.identity());
  }

  /// Adds the rules that stand in a document.
  void in(Yaml document) {
    search(document, DEEPEST);
  }

  private void search(Yaml node, int deeper) {
    for (Yaml.Entry entry : node.entries()) {
      if (entry.name().equals("groups") && !entry.value().items().isEmpty()) {
        entry.value().items().forEach(this::group);
      } else if (entry.value() instanceof Yaml.Scalar text && text.text().contains("groups:")) {
        embedded(text);
      } else if (deeper > 0) {
        search(entry.value(), deeper - 1);
      }
    }
    if (deeper > 0) {
      node.items().forEach(item -> search(item, deeper - 1));
    }
  }

  private void embedded(Yaml.Scalar text) {
    if (text.indent() == 0) {
      return;
    }
    UnaryOperator<Source> inside =
        at -> {
          Source line = text.sourceOfLine(at.line() - 1);
          return place.apply(line.at(line.line(), line.column() + at.column() - 1));
        };
    RuleGroups within = new RuleGroups(directory, targets, sink, inside);
    YamlReader.read(text.source().file(), text.text().getBytes(StandardCharsets.UTF_8))
        .documents()
        .forEach(within::in);
  }

  private void group(Yaml group) {
    String name = group.text("name").map(Text::value).orElse("");
    group.items("rules").forEach(rule -> rule(name, group, rule));
  }

  private void rule(String group, Yaml around, Yaml rule) {
    String expression = rule.string("expr");
    if (expression == null) {
      return;
    }
    rule.text("record")
        .ifPresent(r ->
            sink.add(new RecordingRule(place.apply(r.source()), group, r.value(), expression)));
    rule.text("alert").ifPresent(alert -> alert(group, around, rule, alert, expression));
  }

  private void alert(String group, Yaml around, Yaml rule, Text name, String expression) {
    Optional<Text> runbook =
        rule.entries("annotations").stream()
            .filter(
                e -> RUNBOOK.contains(e.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")))
            .filter(e -> e.value() instanceof Yaml.Scalar scalar && !scalar.isNull())
            .map(e -> new Text(place.apply(e.value().source()), ((Yaml.Scalar) e.value()).text()))
            .findFirst();
    sink.add(
        new AlertRule(
            place.apply(name.source()),
            group,
            name.value(),
            expression,
            rule.string("for"),
            label(SEVERITY, around, rule),
            label(OWNER, around, rule),
            runbook.orElse(null)));
    runbook.flatMap(text -> targets.link(text, directory)).ifPresent(sink::add);
  }

  /// A label of the rule, or else of its group.
  private static @Nullable String label(List<String> names, Yaml around, Yaml rule) {
    for (Yaml of : List.of(rule, around)) {
      for (String name : names) {
        String value = of.string("labels", name);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }
}
