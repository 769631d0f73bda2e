package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// Every working file that a delivery needs.
public final class Artifacts {
  private Artifacts() {}

  /// Asks every maker; by path.
  ///
  /// @throws IllegalStateException when two makers want the same path
  public static List<Artifact> of(Material material) {
    List<Artifact> all =
        ServiceLoader.load(Maker.class, Artifacts.class.getClassLoader()).stream()
            .flatMap(maker -> maker.get().make(material).stream())
            .sorted(Comparator.comparing(Artifact::path))
            .toList();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).path().equals(all.get(i - 1).path())) {
        throw new IllegalStateException("two makers want " + all.get(i).path());
      }
    }
    return all;
  }
}
