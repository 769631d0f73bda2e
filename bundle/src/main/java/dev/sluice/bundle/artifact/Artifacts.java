package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every working file that a delivery needs.
public final class Artifacts {
  private Artifacts() {}

  /// Asks every maker; by path.
  ///
  /// @throws IllegalStateException when two makers want the same path
  public static List<Artifact> of(Material material) {
    List<Artifact> all = new ArrayList<>();
    Material planned = material;
    for (Foundation foundation : of(Foundation.class).toList()) {
      Foundation.Laid laid = foundation.lay(material);
      all.addAll(laid.artifacts());
      planned =
          planned.planning(
              laid.artifacts().stream().map(Artifact::path).collect(Collectors.toSet()),
              laid.facts());
    }
    Material seen = planned;
    of(Maker.class).forEach(maker -> all.addAll(maker.make(seen)));
    List<Artifact> made = sorted(all);
    List<Artifact> completed =
        of(Completion.class).flatMap(c -> c.complete(seen, made).stream()).toList();
    Set<String> replaced = new HashSet<>(completed.stream().map(Artifact::path).toList());
    replaced.retainAll(seen.planned());
    all.removeIf(a -> replaced.contains(a.path()));
    all.addAll(completed);
    return sorted(all);
  }

  private static <T> Stream<T> of(Class<T> kind) {
    return ServiceLoader.load(kind, Artifacts.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get);
  }

  private static List<Artifact> sorted(List<Artifact> made) {
    List<Artifact> all = made.stream().sorted(Comparator.comparing(Artifact::path)).toList();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).path().equals(all.get(i - 1).path())) {
        throw new IllegalStateException("two makers want " + all.get(i).path());
      }
    }
    return all;
  }
}
