package dev.sluice.bundle.artifact.policygate;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What the policy gate checks here, with which commands. The rules are in [#FILE].
public final class PolicyGate {
  /// The rules.
  public static final String FILE = "policy/delivery/delivery.rego";

  /// What runs them, by digest.
  public static final String CONFTEST =
      "openpolicyagent/conftest:v0.71.0@sha256:3ec6dad358db08acecda56b7a3184037cd810394a65046fafa4f33c7750141b1";

  private static final String RUN =
      "docker run --rm --network none --volume \"$PWD:/project:ro\" \\";

  private PolicyGate() {}

  /// One check.
  public record Check(String name, List<String> commands) {
    public Check {
      requireNonNull(name, "name");
      commands = List.copyOf(commands);
    }
  }

  /// Whether there is anything here that the rules speak of.
  public static boolean applies(Project project) {
    return !of(project).isEmpty();
  }

  /// The checks, by what they look at.
  public static List<Check> of(Project project) {
    List<Check> checks = new ArrayList<>();
    if (!project.images().isEmpty()) {
      String files =
          project.images().stream()
              .map(ImageBuild::dockerfile)
              .sorted()
              .collect(Collectors.joining(" "));
      checks.add(new Check("recipes of images", conftest("--parser dockerfile " + files)));
    }
    checks.add(new Check("workflows", conftest(".github/workflows")));
    List<String> overlays = Overlays.of(project);
    if (!overlays.isEmpty()) {
      List<String> commands = new ArrayList<>();
      commands.add("set -euo pipefail");
      commands.add("mkdir rendered");
      overlays.forEach(overlay ->
          commands.add(
              "kubectl kustomize "
                  + overlay
                  + " > rendered/"
                  + overlay.replace('/', '-')
                  + ".yaml"));
      commands.addAll(conftest("rendered"));
      checks.add(new Check("what is deployed", commands));
    }
    return checks;
  }

  private static List<String> conftest(String what) {
    return List.of(RUN, "  " + CONFTEST + " \\", "  test --policy policy/delivery " + what);
  }
}
