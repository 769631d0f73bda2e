package dev.sluice.survey.githubactions;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/// The names that a job's `environment` can have, as far as the file itself tells: a plain name,
/// the literals of a choice (`… && 'production' || 'staging'`), the options of an input, the values
/// of a matrix.
final class JobEnvironments {
  private JobEnvironments() {}

  static List<Text> names(Text environment, Yaml workflow, Yaml job) {
    String value = environment.value();
    if (!Expressions.in(value)) {
      return value.isBlank() ? List.of() : List.of(environment);
    }
    List<Expressions.Found> found = Expressions.of(value);
    if (found.size() != 1 || !value.strip().startsWith("${{") || !value.strip().endsWith("}}")) {
      return List.of();
    }
    Flow.Values values = Flow.of(found.getFirst().body());
    List<Text> names = new ArrayList<>();
    values.literals().stream()
        .filter(literal -> !literal.isBlank())
        .forEach(literal -> names.add(new Text(environment.source(), literal)));
    values.contexts().forEach(context -> names.addAll(of(context, workflow, job)));
    return names.stream().filter(name -> !Expressions.in(name.value())).distinct().toList();
  }

  private static List<Text> of(String context, Yaml workflow, Yaml job) {
    String last = context.substring(context.lastIndexOf('.') + 1);
    if (context.equals("inputs." + last) || context.equals("github.event.inputs." + last)) {
      return options(workflow, last);
    }
    return context.startsWith("matrix.")
        ? matrix(job, context.substring("matrix.".length()))
        : List.of();
  }

  private static List<Text> options(Yaml workflow, String input) {
    List<Text> names = new ArrayList<>();
    for (String event : List.of("workflow_dispatch", "workflow_call")) {
      for (Yaml.Entry entry : workflow.entries("on", event, "inputs")) {
        if (entry.name().equalsIgnoreCase(input)) {
          entry.value().texts("options").forEach(names::add);
          if (names.isEmpty()) {
            entry.value().text("default").ifPresent(names::add);
          }
        }
      }
    }
    return names;
  }

  private static List<Text> matrix(Yaml job, String key) {
    String[] path = key.split("\\.", -1);
    List<Text> names = new ArrayList<>();
    for (Yaml.Entry axis : job.entries("strategy", "matrix")) {
      if (axis.name().equalsIgnoreCase(path[0])) {
        axis.value().items().forEach(item -> value(item, path, names));
      }
    }
    job.items("strategy", "matrix", "include")
        .forEach(item ->
            item.entries().stream()
                .filter(entry -> entry.name().equalsIgnoreCase(path[0]))
                .forEach(entry -> value(entry.value(), path, names)));
    return names;
  }

  private static void value(Yaml item, String[] path, List<Text> into) {
    Yaml node = item;
    for (int i = 1; i < path.length && node != null; i++) {
      node = node.get(path[i]);
    }
    if (node != null) {
      node.text().filter(text -> !text.value().isBlank()).ifPresent(into::add);
    }
  }
}
