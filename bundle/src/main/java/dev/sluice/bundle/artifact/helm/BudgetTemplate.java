package dev.sluice.bundle.artifact.helm;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.HelmChart;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes the template of a PodDisruptionBudget for a chart that runs one workload, names it and
/// selects its pods by helpers of its own, and has no budget. Anything else in a chart would have
/// to guess what its values mean.
@AutoService(Maker.class)
public final class BudgetTemplate implements Maker {
  private static final String CRITERION = "cd.health-checks";
  private static final Set<String> EXAMPLES =
      Set.of(
          "example", "examples", "sample", "samples", "test", "tests", "testdata", "e2e", "hack");

  @Override
  public List<Artifact> make(Material material) {
    return material.facts().of(HelmChart.class).stream()
        .filter(c -> Stream.of(c.directory().split("/", -1)).noneMatch(EXAMPLES::contains))
        .flatMap(chart -> template(chart).stream())
        .toList();
  }

  private static Optional<Artifact> template(HelmChart chart) {
    String replicas = chart.replicas();
    if (chart.workloads().size() != 1
        || replicas == null
        || chart.kinds().contains("PodDisruptionBudget")) {
      return Optional.empty();
    }
    HelmChart.Template workload = chart.workloads().getFirst();
    String name = workload.name();
    String selector = workload.selector();
    if (name == null || selector == null) {
      return Optional.empty();
    }
    String purpose =
        "Keeps all but one pod of "
            + chart.name()
            + " up while nodes are drained, where it has several.";
    String path = Service.in(chart.directory(), "templates/pdb.yaml");
    return Optional.of(
        new Artifact(
            path,
            header(purpose)
                + "{{- if "
                + several(chart, replicas)
                + " }}\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: {{ include \""
                + name
                + "\" . }}\n"
                + labels(chart, name)
                + "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      {{- include \""
                + selector
                + "\" . | nindent 6 }}\n{{- end }}\n",
            purpose,
            CRITERION));
  }

  /// A comment that Helm leaves out of what it renders.
  private static String header(String purpose) {
    return "{{- /*\n"
        + purpose
        + "\nServes "
        + CRITERION
        + "; made by `sluice bundle`, yours to change. It uses the chart's own helpers. A Rollout in"
        + " place of the\nDeployment is not made for a chart: what its values and hooks mean is not"
        + " known here.\n*/}}\n";
  }

  /// An autoscaler may make several of one; a budget of one pod less never blocks a drain.
  private static String several(HelmChart chart, String replicas) {
    String fixed = "gt (int .Values." + replicas + ") 1";
    return chart.kinds().contains("HorizontalPodAutoscaler")
        ? "or (" + fixed + ") (dig \"autoscaling\" \"enabled\" false .Values.AsMap)"
        : fixed;
  }

  private static String labels(HelmChart chart, String name) {
    String helper = name.substring(0, name.lastIndexOf('.') + 1) + "labels";
    return chart.helpers().contains(helper)
        ? "  labels:\n    {{- include \"" + helper + "\" . | nindent 4 }}\n"
        : "";
  }
}
