package dev.sluice.survey.terraform;

import dev.sluice.survey.hcl.HclBlock;
import dev.sluice.survey.hcl.HclValue;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the text that an expression stands for, where the files alone decide it: literals, locals,
/// and variables with a default that nothing else sets.
final class Resolver {
  private static final int MAX_STEPS = 20;
  private final Directory directory;
  private final Configuration configuration;
  private final Map<String, Boolean> setByPipelines = new ConcurrentHashMap<>();

  Resolver(Directory directory, Configuration configuration) {
    this.directory = directory;
    this.configuration = configuration;
  }

  /// A resolved text, or the reason why there is none.
  record Resolved(String text, @Nullable String unresolved) {}

  Resolved resolve(HclValue value) {
    return resolve(value, MAX_STEPS);
  }

  private Resolved resolve(HclValue value, int steps) {
    if (steps == 0) {
      return new Resolved("?", "it refers to itself");
    }
    return switch (value) {
      case HclValue.Literal literal -> new Resolved(literal.text(), null);
      case HclValue.Template template -> template(template, steps);
      case HclValue.Reference reference -> reference(reference, steps);
      case HclValue.Call call -> unknown(call.function() + "(…)");
      case HclValue.Operation operation -> unknown(operation.text());
      case HclValue.Tuple tuple -> unknown("a list");
      case HclValue.Mapping mapping -> unknown("an object");
    };
  }

  private static Resolved unknown(String expression) {
    String oneLine = expression.strip().lines().findFirst().orElse("?");
    return new Resolved("${" + oneLine + "}", oneLine + " is known only when it is applied");
  }

  private Resolved template(HclValue.Template template, int steps) {
    StringBuilder text = new StringBuilder();
    String unresolved = null;
    for (HclValue part : template.parts()) {
      Resolved resolved = resolve(part, steps - 1);
      text.append(resolved.text());
      unresolved = unresolved == null ? resolved.unresolved() : unresolved;
    }
    return new Resolved(text.toString(), unresolved);
  }

  private Resolved reference(HclValue.Reference reference, int steps) {
    List<String> path = List.of(reference.path().split("\\."));
    if (path.size() == 2 && path.getFirst().equals("local")) {
      HclValue local = directory.local(path.get(1));
      return local == null ? unknown(reference.path()) : resolve(local, steps - 1);
    }
    if (path.size() == 2 && path.getFirst().equals("var")) {
      return variable(path.get(1));
    }
    return unknown(reference.path());
  }

  private Resolved variable(String name) {
    Optional<HclBlock> block =
        directory.blocks("variable").filter(b -> b.label(0).equals(name)).findFirst();
    String value = block.map(b -> b.body().literal("default")).orElse(null);
    if (value == null || value.equals("null") || isSetElsewhere(name)) {
      return new Resolved("${var." + name + "}", "var." + name + " is set from outside");
    }
    return new Resolved(value, null);
  }

  private boolean isSetElsewhere(String name) {
    return configuration.called().contains(directory.path())
        || configuration.variables().values().stream().anyMatch(body -> body.value(name) != null)
        || setByPipelines.computeIfAbsent(name, this::isSetByPipeline);
  }

  /// Whether a pipeline, a script or a makefile mentions the variable in the forms in which it can
  /// be set.
  private boolean isSetByPipeline(String name) {
    return configuration.tree().files().stream()
        .filter(Resolver::mayCallTerraform)
        .map(file -> new String(file.bytes(), StandardCharsets.ISO_8859_1))
        .anyMatch(text ->
            text.contains("TF_VAR_" + name)
                || (text.contains("-var") && text.contains(name + "=")));
  }

  private static boolean mayCallTerraform(TreeFile file) {
    String name = file.fileName();
    boolean script =
        name.endsWith(".sh")
            || name.endsWith(".mk")
            || name.equals("Makefile")
            || name.equals("justfile");
    return file.size() < 200_000
        && (script || (file.looksLikeYaml() && file.path().startsWith(".")));
  }
}
