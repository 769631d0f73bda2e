package dev.sluice.bundle.artifact.project;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.GitOpsApplication;
import java.util.ArrayList;
import java.util.List;

/// The environments that a release goes through, in order, where each is a kustomization here.
public final class Hops {
  private Hops() {}

  /// One hop.
  ///
  /// @param overlay directory of the kustomization that stands for the environment
  public record Hop(Environment environment, String overlay) {
    public Hop {
      requireNonNull(environment, "environment");
      requireNonNull(overlay, "overlay");
    }
  }

  /// The hops, lower environments first; empty when one of them cannot be told from the files.
  public static List<Hop> of(Project project) {
    List<Environment> all = project.material().delivery().environments();
    List<Environment> path =
        all.stream()
            .filter(e ->
                e.production()
                    || !e.promotesFrom().isEmpty()
                    || all.stream().anyMatch(o -> o.promotesFrom().contains(e.name())))
            .toList();
    List<Hop> hops = new ArrayList<>();
    for (Environment environment : ordered(path)) {
      Overlays.of(project, environment)
          .ifPresent(overlay -> hops.add(new Hop(environment, overlay)));
    }
    return hops.size() == path.size() ? hops : List.of();
  }

  /// Whether a controller in the cluster follows the repository.
  public static boolean followed(Project project) {
    return !project.material().facts().of(GitOpsApplication.class).isEmpty();
  }

  private static List<Environment> ordered(List<Environment> path) {
    List<Environment> ordered = new ArrayList<>();
    List<Environment> open = new ArrayList<>(path);
    boolean more = true;
    while (more) {
      List<String> names = open.stream().map(Environment::name).toList();
      List<Environment> ready =
          open.stream().filter(e -> e.promotesFrom().stream().noneMatch(names::contains)).toList();
      ordered.addAll(ready);
      open.removeAll(ready);
      more = !ready.isEmpty() && !open.isEmpty();
    }
    return ordered;
  }
}
