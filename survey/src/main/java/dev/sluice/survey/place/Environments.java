package dev.sluice.survey.place;

import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells the environment that a file, namespace or file name belongs to.
///
/// A name counts when it stands where environments stand (`environments/eu-1`), or when people
/// commonly call an environment so (`staging`, `shop-prod`). Immutable.
public final class Environments {
  private static final Set<String> CLEAR =
      Set.of(
          "production",
          "prod",
          "prd",
          "staging",
          "stage",
          "stg",
          "preprod",
          "preproduction",
          "uat",
          "qa",
          "nonprod",
          "pre-prod",
          "pre-production",
          "non-prod",
          "acceptance");
  private static final Set<String> COMMON =
      Set.of(
          "dev",
          "develop",
          "development",
          "test",
          "tst",
          "testing",
          "live",
          "int",
          "integration",
          "sandbox",
          "preview",
          "review",
          "demo",
          "local",
          "acc",
          "perf",
          "sit");
  private static final Set<String> WORKBENCHES =
      Set.of(
          "dev",
          "develop",
          "development",
          "local",
          "test",
          "tst",
          "testing",
          "integration",
          "demo");
  private static final Set<String> TOKENS =
      Set.of(
          "production",
          "prod",
          "prd",
          "staging",
          "stage",
          "stg",
          "preprod",
          "nonprod",
          "uat",
          "qa",
          "dev",
          "development",
          "test");
  private static final Set<String> HOLDERS = Set.of("environments", "envs", "env", "environment");
  private static final Set<String> OVERLAYS =
      Set.of("overlays", "overlay", "clusters", "cluster", "stages", "variants");
  private static final Set<String> DEPLOYS =
      Set.of(
          "deploy",
          "deployment",
          "deployments",
          "k8s",
          "kubernetes",
          "kube",
          "manifests",
          "gitops",
          "infra",
          "infrastructure",
          "helm",
          "charts",
          "chart",
          "kustomize",
          "apps",
          "argocd",
          "flux",
          "compose",
          "docker",
          "terraform",
          "ops");
  private static final Set<String> SHARED =
      Set.of(
          "base",
          "bases",
          "common",
          "shared",
          "default",
          "global",
          "templates",
          "modules",
          "components");

  private final Map<String, Set<String>> below;

  private Environments(Map<String, Set<String>> below) {
    this.below = below;
  }

  /// The environments that the directories of a tree show.
  public static Environments in(Tree tree) {
    Map<String, Set<String>> below = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (TreeFile file : tree.files()) {
      String directory = file.directory();
      if (seen.add(directory)) {
        List<String> segments = segments(directory);
        for (int i = 1; i < segments.size(); i++) {
          if (OVERLAYS.contains(lower(segments.get(i - 1)))) {
            below.computeIfAbsent(join(segments, i), d -> new HashSet<>()).add(segments.get(i));
          }
        }
      }
    }
    return new Environments(below);
  }

  /// The environment that a directory belongs to.
  public Optional<String> ofDirectory(String directory) {
    List<String> segments = segments(directory);
    for (int i = segments.size() - 1; i >= 1; i--) {
      if (standsForEnvironment(segments, i)) {
        return Optional.of(segments.get(i));
      }
    }
    for (int i = segments.size() - 1; i >= 0; i--) {
      String name = lower(segments.get(i));
      boolean deployed = segments.subList(0, i).stream().anyMatch(Environments::deploys);
      if (CLEAR.contains(name)
          || (deployed && (COMMON.contains(name) || clearToken(name).isPresent()))) {
        return Optional.of(segments.get(i));
      }
    }
    return Optional.empty();
  }

  private boolean standsForEnvironment(List<String> segments, int i) {
    String parent = lower(segments.get(i - 1));
    String name = segments.get(i);
    if (SHARED.contains(lower(name))) {
      return false;
    }
    return HOLDERS.contains(parent)
        || (OVERLAYS.contains(parent)
            && below.getOrDefault(join(segments, i), Set.of(name)).stream()
                .anyMatch(Environments::plausible));
  }

  /// The environment that a namespace is named after: `staging`, or `prod` for `shop-prod`.
  public static Optional<String> ofNamespace(String namespace) {
    String name = lower(namespace);
    if (CLEAR.contains(name) || COMMON.contains(name)) {
      return Optional.of(namespace);
    }
    List<String> tokens = tokens(name);
    return TOKENS.contains(tokens.getLast())
        ? Optional.of(tokens.getLast())
        : Optional.of(tokens.getFirst()).filter(TOKENS::contains);
  }

  /// The environment that a file name carries beside its kind: `prod` for `compose.prod.yaml` or
  /// `values-prod.yaml`.
  ///
  /// @param stem the file name without what every file of its kind is called
  public static Optional<String> ofFileName(String stem) {
    String name = lower(stem);
    if (CLEAR.contains(name) || COMMON.contains(name)) {
      return Optional.of(name);
    }
    return clearToken(name);
  }

  /// Whether an environment is a set-up on a developer's machine or of a test run, which nobody
  /// deploys to.
  public static boolean isWorkbench(String environment) {
    return WORKBENCHES.contains(lower(environment));
  }

  /// Whether a directory name says that what lies below is deployed.
  static boolean deploys(String segment) {
    String name = lower(segment);
    return DEPLOYS.contains(name) || HOLDERS.contains(name) || OVERLAYS.contains(name);
  }

  private static boolean plausible(String segment) {
    String name = lower(segment);
    return CLEAR.contains(name)
        || COMMON.contains(name)
        || tokens(name).stream().anyMatch(TOKENS::contains);
  }

  private static Optional<String> clearToken(String name) {
    return tokens(name).stream().filter(CLEAR::contains).findFirst();
  }

  private static List<String> tokens(String name) {
    List<String> tokens = Arrays.stream(name.split("[-_.]", -1)).filter(t -> !t.isEmpty()).toList();
    return tokens.isEmpty()
        ? List.of(name)
        : tokens.stream().map(Environments::withoutNumber).toList();
  }

  /// `prod2` is one of several called `prod`.
  private static String withoutNumber(String token) {
    int end = token.length();
    while (end > 1 && Character.isDigit(token.charAt(end - 1))) {
      end--;
    }
    return token.substring(0, end);
  }

  /// The segments of a directory relative to the root; none for the root.
  public static List<String> segments(String directory) {
    return directory.equals(".") ? List.of() : List.of(directory.split("/", -1));
  }

  private static String join(List<String> segments, int end) {
    return String.join("/", segments.subList(0, end));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
