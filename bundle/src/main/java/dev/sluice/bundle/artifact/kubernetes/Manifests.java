package dev.sluice.bundle.artifact.kubernetes;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import dev.sluice.flow.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where new objects of Kubernetes go: beside the manifests of production or, where Kustomize
/// builds these, into a component that the overlay takes in.
///
/// @param directory the files' directory
/// @param overlay the overlay that has to take the component in; empty without Kustomize
/// @param root the directory that holds all that is deployed
public record Manifests(String directory, Optional<String> overlay, String root) {
  /// What begins the name of a file that is a patch.
  public static final String PATCH = "patch-";

  /// Where objects around a workload go.
  ///
  /// @param component name of the component, a word
  public static Manifests around(Workload workload, String component, Material material) {
    String beside = Service.parent(workload.source().file());
    if (!workload.tool().equals("kustomize")) {
      return new Manifests(beside, Optional.empty(), beside);
    }
    Optional<String> overlay =
        material.facts().of(EnvironmentSeen.class).stream()
            .filter(e -> e.via().equals("overlay"))
            .filter(e -> Workloads.isProduction(e.name(), material.delivery()))
            .map(e -> Service.parent(e.source().file()))
            .findFirst();
    String over = overlay.orElse(beside);
    String root = Service.parent(over);
    return new Manifests(
        Service.in(root, "components/" + component),
        Optional.of(over),
        root.isEmpty() ? over : root);
  }

  /// Files of objects, with the kustomization of their component where one is needed.
  ///
  /// @param files documents by file name; what is called `patch-…` changes objects that are there
  /// @param stem what begins the file names outside a component
  /// @param notes by file name: further lines of its header
  public List<Artifact> artifacts(
      Map<String, List<YamlMap>> files,
      Map<String, String> notes,
      String stem,
      String purpose,
      String criterion) {
    List<Artifact> made = new ArrayList<>();
    files.forEach((name, documents) -> {
      String file = overlay.isPresent() ? name : stem + "-" + name;
      made.add(
          new Artifact(
              Service.in(directory, file),
              Artifact.header("#", purpose, criterion)
                  + notes.getOrDefault(name, "")
                  + YamlWriter.write(documents),
              purpose,
              criterion));
    });
    overlay.ifPresent(over ->
        made.add(
            new Artifact(
                Service.in(directory, "kustomization.yaml"),
                Artifact.header("#", purpose, criterion)
                    + "# Takes effect when "
                    + Service.in(over, "kustomization.yaml")
                    + " has it:\n#   components: ["
                    + Service.relative(over, directory)
                    + "]\n"
                    + YamlWriter.write(component(files.keySet())),
                purpose,
                criterion)));
    return made;
  }

  private static YamlMap component(Set<String> files) {
    YamlMap component =
        YamlMap.of("apiVersion", "kustomize.config.k8s.io/v1alpha1").and("kind", "Component");
    List<String> resources = files.stream().filter(f -> !f.startsWith(PATCH)).toList();
    List<YamlMap> patches =
        files.stream().filter(f -> f.startsWith(PATCH)).map(f -> YamlMap.of("path", f)).toList();
    return component
        .and("resources", resources.isEmpty() ? null : resources)
        .and("patches", patches.isEmpty() ? null : patches);
  }

  /// The head of an object.
  public static YamlMap object(String apiVersion, String kind, String name) {
    return YamlMap.of("apiVersion", apiVersion)
        .and("kind", kind)
        .and("metadata", YamlMap.of("name", name));
  }

  /// Texts as a mapping.
  public static YamlMap map(Map<String, String> entries) {
    YamlMap map = YamlMap.of();
    entries.forEach(map::and);
    return map;
  }
}
