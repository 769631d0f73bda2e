package dev.sluice.bundle.artifact.project;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Artifact;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds the images that are built here and the names that they have in a registry.
final class Images {
  private static final String RECIPE = "Dockerfile";

  private final Material material;
  private final @Nullable String slug;
  private final List<Deployable> built;

  /// @param slug the repository's path at its host, or null
  Images(Material material, Forge forge, @Nullable String slug) {
    this.material = material;
    this.slug = slug == null ? null : registry(forge) + slug.toLowerCase(Locale.ROOT);
    List<String> recipes =
        material.facts().of(ContainerBuild.class).stream().map(c -> c.source().file()).toList();
    TreeMap<String, Deployable> byName = new TreeMap<>();
    material.facts().of(Deployable.class).stream()
        .filter(d -> d.via().equals(RECIPE) && recipes.contains(d.source().file()))
        .forEach(d -> byName.putIfAbsent(d.name(), d));
    this.built = List.copyOf(byName.values());
  }

  private static String registry(Forge forge) {
    return switch (forge) {
      case GITHUB -> "ghcr.io/";
      case GITLAB -> "registry.gitlab.com/";
      case OTHER -> "";
    };
  }

  /// The images that a registry's name is known for.
  List<ImageBuild> all() {
    List<ImageBuild> images = new ArrayList<>();
    for (Deployable one : built) {
      String image = image(one);
      if (image != null) {
        images.add(new ImageBuild(one.name(), one.source().file(), one.path(), image));
      }
    }
    return images;
  }

  private @Nullable String image(Deployable one) {
    List<String> declared =
        material.delivery().artifacts().stream()
            .filter(a -> a.type() == null || a.type() == Artifact.Type.OCI_IMAGE)
            .filter(a -> a.name().equals(one.name()) || built.size() == 1)
            .map(Artifact::repository)
            .filter(r -> r != null)
            .toList();
    if (!declared.isEmpty()) {
      return declared.getFirst();
    }
    return material.facts().of(Deployment.class).stream()
        .filter(d -> d.unresolved() == null && d.image().shortName().equals(one.name()))
        .map(d -> d.image().name())
        .filter(name -> name.contains("/"))
        .findFirst()
        .orElse(slug == null ? null : built.size() == 1 ? slug : slug + "/" + one.name());
  }
}
