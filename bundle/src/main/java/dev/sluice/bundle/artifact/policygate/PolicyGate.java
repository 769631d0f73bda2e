package dev.sluice.bundle.artifact.policygate;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Overlays;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the policy gate checks here, with which commands. The rules are in [#FILE].
public final class PolicyGate {
  /// The rules.
  public static final String FILE = "policy/delivery/delivery.rego";

  /// What runs them, by digest.
  public static final String CONFTEST =
      "openpolicyagent/conftest:v0.71.0@sha256:3ec6dad358db08acecda56b7a3184037cd810394a65046fafa4f33c7750141b1";

  private static final Pattern WORKFLOW_CHECKS =
      Pattern.compile("(?i).*(zizmor|octoscan|poutine|ratchet|frizbee).*");

  private PolicyGate() {}

  /// One check.
  ///
  /// @param render commands that write what is looked at; empty when it is there
  /// @param arguments what is looked at, as arguments of `conftest test`
  public record Check(String name, List<String> render, String arguments) {
    public Check {
      requireNonNull(name, "name");
      render = List.copyOf(render);
      requireNonNull(arguments, "arguments");
    }

    /// The command that checks.
    public String command() {
      return "test --policy policy/delivery " + arguments;
    }
  }

  /// Whether something here looks at the workflows already.
  static boolean areChecked(Project project) {
    return project
        .doing(Activity.Kind.SCAN, Activity.Kind.POLICY, Activity.Kind.LINT)
        .anyMatch(o -> WORKFLOW_CHECKS.matcher(o.activity().tool()).matches());
  }

  /// The checks, by what they look at; empty when there is nothing here that the rules speak of.
  public static List<Check> of(Project project) {
    List<Check> checks = new ArrayList<>();
    if (!project.images().isEmpty()) {
      String files =
          project.images().stream()
              .map(ImageBuild::dockerfile)
              .distinct()
              .sorted()
              .collect(Collectors.joining(" "));
      checks.add(new Check("recipes of images", List.of(), "--parser dockerfile " + files));
    }
    if (project.forge() == Forge.GITHUB && !areChecked(project)) {
      checks.add(new Check("workflows", List.of(), ".github/workflows"));
    }
    List<String> overlays = Overlays.of(project);
    if (!overlays.isEmpty()) {
      List<String> render = new ArrayList<>();
      render.add("mkdir rendered");
      overlays.forEach(overlay ->
          render.add(
              "kubectl kustomize "
                  + overlay
                  + " > rendered/"
                  + overlay.replace('/', '-')
                  + ".yaml"));
      checks.add(new Check("what is deployed", render, "rendered"));
    }
    return checks;
  }
}
