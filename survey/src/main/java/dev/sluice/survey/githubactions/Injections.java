package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Injection;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds expressions that are pasted into code. Those whose text the platform fixes (`github.sha`,
/// `runner.os`), and secrets, whose text their owner chooses, are left out; comparisons are, too,
/// since they give a boolean.
final class Injections {
  /// Action to the inputs that it executes.
  private static final Map<String, List<String>> CODE =
      Map.ofEntries(
          Map.entry("actions/github-script", List.of("script")),
          Map.entry("amadevus/pwsh-script", List.of("script")),
          Map.entry("jannekem/run-python-script-action", List.of("script")),
          Map.entry("cardinalby/js-eval-action", List.of("expression")),
          Map.entry("azure/cli", List.of("inlinescript")),
          Map.entry("azure/powershell", List.of("inlinescript")),
          Map.entry("appleboy/ssh-action", List.of("script")),
          Map.entry(
              "nick-fields/retry", List.of("command", "new_command_on_retry", "on_retry_command")),
          Map.entry("nick-invision/retry", List.of("command", "on_retry_command")),
          Map.entry("addnab/docker-run-action", List.of("run")),
          Map.entry("coactions/setup-xvfb", List.of("run")),
          Map.entry("gabrielbb/xvfb-action", List.of("run")),
          Map.entry(
              "reactivecircus/android-emulator-runner",
              List.of("script", "pre-emulator-launch-script")),
          Map.entry("uraimo/run-on-arch-action", List.of("run", "install", "setup")),
          Map.entry("cross-platform-actions/action", List.of("run")),
          Map.entry("vmactions/freebsd-vm", List.of("run", "prepare")),
          Map.entry("mikefarah/yq", List.of("cmd")));

  private static final List<String> FREE =
      List.of(
          "inputs.",
          "github.event.",
          "steps.",
          "needs.",
          "env.",
          "vars.",
          "matrix.",
          "github.head_ref",
          "github.ref_name",
          "github.ref",
          "github.base_ref",
          "github.workflow",
          "github.**");

  /// Types of inputs whose text nobody chooses freely.
  private static final Set<String> CHOSEN = Set.of("boolean", "choice", "number", "environment");

  private final TreeFile file;
  private final StepContext context;
  private final Untrusted untrusted;

  Injections(TreeFile file, StepContext context, Untrusted untrusted) {
    this.file = file;
    this.context = context;
    this.untrusted = untrusted;
  }

  /// The inputs of an action that it executes, lower-case.
  static List<String> code(String action) {
    return CODE.getOrDefault(action.toLowerCase(Locale.ROOT), List.of());
  }

  List<Injection> of(Yaml step, @Nullable String action) {
    List<Injection> found = new ArrayList<>();
    if (step.get("run") instanceof Yaml.Scalar run) {
      add(run, "run", step, found);
    }
    if (action != null && CODE.containsKey(action.toLowerCase(Locale.ROOT))) {
      List<String> inputs = code(action);
      for (Yaml.Entry input : step.entries("with")) {
        if (inputs.contains(input.name().toLowerCase(Locale.ROOT))
            && input.value() instanceof Yaml.Scalar script) {
          add(script, input.name(), step, found);
        }
      }
    }
    return found;
  }

  private void add(Yaml.Scalar script, String sink, Yaml step, List<Injection> into) {
    for (Expressions.Found found : Expressions.of(script.text())) {
      if (free(found.body())) {
        into.add(
            new Injection(
                Places.of(file, script).at(found.offset()),
                found.body(),
                sink,
                untrusted.expression(found.body(), step)));
      }
    }
  }

  private boolean free(String body) {
    return Flow.of(body).contexts().stream().anyMatch(path -> freeText(path) && !isChosen(path));
  }

  /// Whether a context is an input of a type that has no free text, however the file is started.
  private boolean isChosen(String path) {
    if (!path.startsWith("inputs.") && !path.startsWith("github.event.inputs.")) {
      return false;
    }
    String name = path.substring(path.lastIndexOf('.') + 1);
    List<Yaml> declared =
        Stream.of("workflow_dispatch", "workflow_call")
            .flatMap(event -> context.file().entries("on", event, "inputs").stream())
            .filter(input -> input.name().equalsIgnoreCase(name))
            .map(Yaml.Entry::value)
            .toList();
    return !declared.isEmpty()
        && declared.stream()
            .allMatch(input -> CHOSEN.contains(String.valueOf(input.string("type"))));
  }

  private static boolean freeText(String path) {
    if (path.endsWith(".result")
        || path.endsWith(".outcome")
        || path.endsWith(".conclusion")
        || path.endsWith(".number")
        || path.endsWith(".sha")
        || path.endsWith(".id")) {
      return false;
    }
    return FREE.stream()
        .anyMatch(free -> free.endsWith(".") ? path.startsWith(free) : path.equals(free));
  }
}
