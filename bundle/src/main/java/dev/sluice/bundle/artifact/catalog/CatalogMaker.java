package dev.sluice.bundle.artifact.catalog;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Owners;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.CatalogEntity;
import dev.sluice.flow.signal.Operated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes the entries of a software catalog for the services whose owners are declared.
@AutoService(Maker.class)
public final class CatalogMaker implements Maker {
  private static final String CRITERION = "context.services";
  private static final String PURPOSE =
      "Which services live here and who owns them, for Backstage.";

  @Override
  public List<Artifact> make(Material material) {
    Context context = material.delivery().context();
    if (context == null || !material.facts().of(CatalogEntity.class).isEmpty()) {
      return List.of();
    }
    Project project = Project.of(material);
    boolean runs = Operated.here(material.delivery(), material.facts());
    String kind = runs ? "service" : "library";
    List<String> entities = new ArrayList<>();
    for (Context.Service service : context.services()) {
      String owner = service.owner();
      if (owner != null && Owners.isNamed(material, owner)) {
        entities.add(entity(service, owner, project, kind));
      }
    }
    if (entities.isEmpty()) {
      return List.of();
    }
    String base = material.assessment().path();
    return List.of(
        new Artifact(
            base.equals(".") ? "catalog-info.yaml" : base + "/catalog-info.yaml",
            Artifact.header("#", PURPOSE, CRITERION) + String.join("---\n", entities),
            PURPOSE,
            CRITERION));
  }

  private static String entity(
      Context.Service service, String owner, Project project, String kind) {
    String slug = project.slug();
    StringBuilder text = new StringBuilder("apiVersion: backstage.io/v1alpha1\nkind: Component\n");
    text.append("metadata:\n  name: ").append(name(service.name())).append('\n');
    String annotation = annotation(project.forge());
    if (slug != null && annotation != null) {
      text.append("  annotations:\n    ").append(annotation).append(": ").append(slug).append('\n');
    }
    Integer tier = service.tier();
    if (tier != null) {
      text.append("  labels:\n    tier: \"").append(tier).append("\"\n");
    }
    text.append("spec:\n  type: ").append(kind).append("\n  lifecycle: production\n  owner: ");
    text.append(name(owner.substring(owner.lastIndexOf('/') + 1))).append('\n');
    if (!service.dependsOn().isEmpty()) {
      text.append("  dependsOn:\n");
      service
          .dependsOn()
          .forEach(s -> text.append("    - component:default/").append(name(s)).append('\n'));
    }
    return text.toString();
  }

  private static @Nullable String annotation(Forge forge) {
    return switch (forge) {
      case GITHUB -> "github.com/project-slug";
      case GITLAB -> "gitlab.com/project-slug";
      case OTHER -> null;
    };
  }

  /// A name as the catalog allows it: 63 letters, digits, `-`, `_` and `.`.
  private static String name(String text) {
    String clean =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
    return clean.length() > 63 ? clean.substring(0, 63) : clean;
  }
}
