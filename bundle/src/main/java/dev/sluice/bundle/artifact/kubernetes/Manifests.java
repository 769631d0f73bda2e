package dev.sluice.bundle.artifact.kubernetes;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import dev.sluice.flow.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Where new objects of Kubernetes go: beside the manifests of production or, where Kustomize
/// builds these, into a component that the overlays take in.
///
/// @param directory the files' directory
/// @param overlays the overlays that have to take the component in; empty without Kustomize
/// @param root the directory that holds all that is deployed
public record Manifests(String directory, List<Overlay> overlays, String root) {
  /// What begins the name of a file that is a patch.
  public static final String PATCH = "patch-";

  private static final Set<String> ENVIRONMENTS =
      Set.of("overlays", "environments", "envs", "env", "clusters", "stages");

  /// The kind of what scales a workload.
  public static final String AUTOSCALER = "HorizontalPodAutoscaler";

  public Manifests {
    overlays = List.copyOf(overlays);
  }

  /// Workloads that the same overlays deploy, or that stand in the same directory.
  ///
  /// @param place where objects around them go
  public record Around(Manifests place, List<Workload> workloads) {
    public Around {
      workloads = List.copyOf(workloads);
    }
  }

  /// Where objects around workloads go.
  ///
  /// @param component name of the component, a word
  public static List<Around> around(List<Workload> workloads, String component, Material material) {
    Map<Object, List<Workload>> groups = new LinkedHashMap<>();
    for (Workload workload : workloads) {
      List<Overlay> overlays = overlays(workload, material);
      Object key = overlays.isEmpty() ? Service.parent(workload.source().file()) : overlays;
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(workload);
    }
    List<Around> around = new ArrayList<>();
    groups.forEach((key, group) -> {
      Manifests place = of(group.getFirst(), component, material);
      boolean taken = around.stream().anyMatch(a -> a.place().directory().equals(place.directory));
      around.add(
          new Around(
              taken && !place.overlays.isEmpty()
                  ? of(group.getFirst(), component + "-" + group.getFirst().name(), material)
                  : place,
              group));
    });
    return around;
  }

  private static Manifests of(Workload workload, String component, Material material) {
    List<Overlay> overlays = overlays(workload, material);
    if (overlays.isEmpty()) {
      String beside = Service.parent(workload.source().file());
      return new Manifests(beside, List.of(), beside);
    }
    String over = directory(overlays.getFirst());
    String root = aside(Service.parent(over));
    return new Manifests(
        Service.in(root, "components/" + component), overlays, root.isEmpty() ? over : root);
  }

  /// A directory in which every other one is an environment is no place for anything else.
  private static String aside(String directory) {
    String last = directory.substring(directory.lastIndexOf('/') + 1);
    return ENVIRONMENTS.contains(last) ? Service.parent(directory) : directory;
  }

  /// The directory that holds all that is deployed with some workloads; empty for the top, where
  /// they stand in several.
  public static String root(List<Workload> workloads, Material material) {
    List<String> roots = workloads.stream().map(w -> of(w, "", material).root).distinct().toList();
    return roots.size() == 1 ? roots.getFirst() : "";
  }

  /// The overlays of production that deploy a workload; those of no environment where nothing tells
  /// environments apart.
  private static List<Overlay> overlays(Workload workload, Material material) {
    return workload.tool().equals("kustomize")
        ? material.facts().of(Overlay.class).stream()
            .filter(o -> o.object(workload.kind(), workload.name()).isPresent())
            .filter(o ->
                workload.environment() == null
                    ? o.environment() == null
                    : Workloads.isProduction(o.environment(), material.delivery()))
            .toList()
        : List.of();
  }

  /// Whether a workload keeps its name on its way through Kustomize, so that an object beside it
  /// may refer to it.
  public boolean keepsName(Workload workload) {
    return overlays.stream()
        .flatMap(o -> o.object(workload.kind(), workload.name()).stream())
        .allMatch(o -> o.name().equals(o.firstName()));
  }

  /// The name by which a patch finds a workload.
  public String firstName(Workload workload) {
    return overlays.stream()
        .flatMap(o -> o.object(workload.kind(), workload.name()).stream())
        .map(Overlay.Member::firstName)
        .findFirst()
        .orElse(workload.name());
  }

  /// Whether every overlay deploys an object.
  public boolean builds(String kind, String name) {
    return overlays.stream().allMatch(o -> o.object(kind, name).isPresent());
  }

  /// Whether a fact stands in a file that belongs here.
  public boolean holds(Fact fact) {
    return !overlays.isEmpty() && Service.parent(fact.source().file()).equals(directory);
  }

  /// Directory of an overlay; empty for the top.
  static String directory(Overlay overlay) {
    return overlay.directory().equals(".") ? "" : overlay.directory();
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
    return artifacts(files, List.of(), notes, stem, purpose, criterion);
  }

  /// The same with patches for objects that they name by a target.
  ///
  /// @param patches entries of `patches`; nothing happens to them outside a component
  public List<Artifact> artifacts(
      Map<String, List<YamlMap>> files,
      List<YamlMap> patches,
      Map<String, String> notes,
      String stem,
      String purpose,
      String criterion) {
    List<Artifact> made = new ArrayList<>();
    files.forEach((name, documents) -> {
      String file = overlays.isEmpty() ? stem + "-" + name : name;
      made.add(
          new Artifact(
              Service.in(directory, file),
              Artifact.header("#", purpose, criterion)
                  + notes.getOrDefault(name, "")
                  + YamlWriter.write(documents),
              purpose,
              criterion));
    });
    if (!overlays.isEmpty()) {
      made.add(
          new Artifact(
              Service.in(directory, "kustomization.yaml"),
              Artifact.header("#", purpose, criterion)
                  + effect()
                  + YamlWriter.write(component(files.keySet(), patches)),
              purpose,
              criterion,
              overlays.stream().map(Manifests::directory).toList()));
    }
    return made;
  }

  private String effect() {
    StringBuilder text = new StringBuilder();
    for (Overlay overlay : overlays) {
      text.append("# Takes effect where ")
          .append(overlay.source().file())
          .append(" has it: components: [")
          .append(Service.relative(directory(overlay), directory))
          .append("]\n");
    }
    return text.toString();
  }

  private static YamlMap component(Set<String> files, List<YamlMap> more) {
    YamlMap component =
        YamlMap.of("apiVersion", "kustomize.config.k8s.io/v1alpha1").and("kind", "Component");
    List<String> resources = files.stream().filter(f -> !f.startsWith(PATCH)).toList();
    List<YamlMap> patches =
        Stream.concat(
                files.stream().filter(f -> f.startsWith(PATCH)).map(f -> YamlMap.of("path", f)),
                more.stream())
            .toList();
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
