package dev.sluice.bundle.artifact.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.DisruptionBudget;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes a PodDisruptionBudget for each workload of production that runs more than once and has
/// none: without it a drained node may take all of its pods at the same time.
@AutoService(Maker.class)
public final class Disruption implements Maker {
  private static final String CRITERION = "cd.health-checks";

  @Override
  public List<Artifact> make(Material material) {
    List<Workload> workloads =
        Workloads.production(material).stream()
            .filter(w -> !w.selector().isEmpty() && runsTwice(w, material))
            .toList();
    List<Artifact> made = new ArrayList<>();
    for (Manifests.Around around : Manifests.around(workloads, "disruption-budget", material)) {
      List<Workload> bare =
          around.workloads().stream().filter(w -> !hasBudget(w, around.place(), material)).toList();
      if (around.place().overlays().isEmpty()) {
        bare.forEach(w -> made.addAll(files(around.place(), List.of(w), w.name())));
      } else if (!bare.isEmpty()) {
        made.addAll(files(around.place(), bare, ""));
      }
    }
    return made;
  }

  private static List<Artifact> files(Manifests place, List<Workload> workloads, String stem) {
    return place.artifacts(
        Map.of("pdb.yaml", workloads.stream().map(w -> budget(w.name(), w.selector())).toList()),
        Map.of(),
        stem,
        "Keeps all but one pod of "
            + String.join(", ", workloads.stream().map(Workload::name).toList())
            + " up while nodes are drained.",
        CRITERION);
  }

  private static boolean runsTwice(Workload workload, Material material) {
    Integer least =
        Workloads.autoscaler(workload, material).map(Autoscaler::least).orElse(workload.replicas());
    return least != null && least > 1;
  }

  private static boolean hasBudget(Workload workload, Manifests place, Material material) {
    return material.facts().of(DisruptionBudget.class).stream()
        .filter(b -> Workloads.in(b, workload) && !place.holds(b))
        .anyMatch(b ->
            b.selector().isEmpty()
                || workload.selector().entrySet().containsAll(b.selector().entrySet())
                || b.selector().entrySet().containsAll(workload.selector().entrySet()));
  }

  /// A budget for the pods with some labels.
  static YamlMap budget(String name, Map<String, String> selector) {
    return Manifests.object("policy/v1", "PodDisruptionBudget", name)
        .and(
            "spec",
            YamlMap.of("maxUnavailable", 1)
                .and("selector", YamlMap.of("matchLabels", Manifests.map(selector))));
  }
}
