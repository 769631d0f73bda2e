package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.tree.TreeFile;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds `secrets.NAME` in expressions. The token that GitHub makes for each run is not a secret
/// that anybody keeps.
final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])secrets(?:\\.([A-Za-z_][A-Za-z0-9_-]*)|\\[\\s*'([^']{1,200})'\\s*])");
  private static final String OWN_TOKEN = "GITHUB_TOKEN";

  private SecretNames() {}

  /// The names that a workflow which others call takes from them: what each of them hands over
  /// under such a name stands at the caller, unless one hands over all that it has.
  static Set<String> parameters(TreeFile file, Yaml workflow, LocalActions locals) {
    boolean onlyCalled =
        Triggers.of(workflow).stream().allMatch(t -> t.event().equals("workflow_call"));
    Set<String> names =
        workflow.entries("on", "workflow_call", "secrets").stream()
            .map(Yaml.Entry::name)
            .collect(Collectors.toSet());
    return onlyCalled && !names.isEmpty() && !locals.inherits(file) ? names : Set.of();
  }

  /// Adds every use below a node.
  ///
  /// @param environment of the job that the node belongs to
  /// @param parameters names that stand for what a caller hands over
  static void add(
      TreeFile file, Yaml node, @Nullable String environment, Set<String> parameters, Sink sink) {
    switch (node) {
      case Yaml.Mapping mapping ->
          mapping
              .entries()
              .forEach(entry -> add(file, entry.value(), environment, parameters, sink));
      case Yaml.Sequence sequence ->
          sequence.items().forEach(item -> add(file, item, environment, parameters, sink));
      case Yaml.Scalar scalar -> scalar(file, scalar, environment, parameters, sink);
    }
  }

  private static void scalar(
      TreeFile file,
      Yaml.Scalar scalar,
      @Nullable String environment,
      Set<String> parameters,
      Sink sink) {
    if (!scalar.text().contains("secrets")) {
      return;
    }
    for (Expressions.Found found : Expressions.of(scalar.text())) {
      Matcher matcher = SECRET.matcher(found.body());
      while (matcher.find()) {
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        if (!name.equalsIgnoreCase(OWN_TOKEN) && !parameters.contains(name)) {
          int offset = scalar.text().indexOf(matcher.group(), found.offset());
          sink.add(
              new SecretUse(Places.of(file, scalar).at(offset), name, "pipeline", environment));
        }
      }
    }
  }
}
