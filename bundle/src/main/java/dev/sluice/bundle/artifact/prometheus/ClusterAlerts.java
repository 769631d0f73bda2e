package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.bundle.artifact.prometheus.Alert.Meaning;
import dev.sluice.bundle.artifact.prometheus.Alert.Sample;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What kube-state-metrics and Argo Rollouts say about a workload, whatever it serves.
final class ClusterAlerts {
  private final Workload workload;
  private final Service service;
  private final Map<String, String> where = new TreeMap<>();

  ClusterAlerts(Workload workload, Service service) {
    this.workload = workload;
    this.service = service;
    where.put(label(), workload.name());
    String namespace = workload.namespace();
    if (namespace != null) {
      where.put("namespace", namespace);
    }
  }

  private String label() {
    return switch (workload.kind()) {
      case "StatefulSet" -> "statefulset";
      case "Rollout" -> "name";
      default -> "deployment";
    };
  }

  /// A rollout that does not get ahead, replicas that are missing, containers that start again and
  /// again.
  List<Alert> all() {
    List<Alert> alerts = new ArrayList<>();
    String name = workload.name();
    if (!workload.kind().equals("StatefulSet")) {
      alerts.add(
          alert(
              "RolloutStuck",
              stuck() + " == 1",
              5,
              "The rollout of " + name + " does not get ahead",
              Meaning.STUCK,
              sample(Map.of(stuck(), "1x240"), Map.of(stuck(), "0x240"), stuckLabels())));
    }
    if (!workload.kind().equals("Rollout")) {
      alerts.add(replicas(name));
    }
    alerts.add(restarts(name));
    return alerts;
  }

  private Map<String, String> stuckLabels() {
    Map<String, String> labels = new TreeMap<>(where);
    if (workload.kind().equals("Rollout")) {
      labels.put("phase", "Degraded");
    } else {
      labels.put("condition", "Progressing");
      labels.put("status", "false");
    }
    return labels;
  }

  private String stuck() {
    String metric =
        workload.kind().equals("Rollout") ? "rollout_info" : "kube_deployment_status_condition";
    return Selector.series(metric, stuckLabels());
  }

  private Alert replicas(String name) {
    String prefix = workload.kind().equals("StatefulSet") ? "kube_statefulset" : "kube_deployment";
    boolean stateful = workload.kind().equals("StatefulSet");
    String ready =
        Selector.series(
            prefix + (stateful ? "_status_replicas_ready" : "_status_replicas_available"), where);
    String wanted = Selector.series(prefix + (stateful ? "_replicas" : "_spec_replicas"), where);
    return alert(
        "ReplicasMissing",
        ready + "\n  < " + wanted,
        15,
        name + " has fewer replicas than it should",
        Meaning.REPLICAS,
        sample(
            Map.of(ready, "1x240", wanted, "3x240"),
            Map.of(ready, "3x240", wanted, "3x240"),
            where));
  }

  private Alert restarts(String name) {
    String namespace = workload.namespace();
    Map<String, String> pods = new TreeMap<>(Map.of("pod", name + "-abc"));
    String within = "pod=~\"" + name + "-.+\"";
    if (namespace != null) {
      pods.put("namespace", namespace);
      within = "namespace=\"" + namespace + "\"," + within;
    }
    String counted = "kube_pod_container_status_restarts_total";
    String series = Selector.series(counted, pods);
    return alert(
        "Restarting",
        "increase(" + counted + "{" + within + "}[15m]) > 3",
        5,
        "A container of " + name + " starts again and again",
        Meaning.RESTARTS,
        sample(Map.of(series, "0+1x240"), Map.of(series, "7x240"), pods));
  }

  private static Sample sample(
      Map<String, String> firing, Map<String, String> quiet, Map<String, String> labels) {
    return new Sample(firing, quiet, labels);
  }

  private Alert alert(
      String suffix,
      String expression,
      int minutes,
      String summary,
      Meaning meaning,
      @Nullable Sample sample) {
    String name = Service.pascal(workload.name()) + suffix;
    return new Alert(
        name,
        expression,
        Duration.ofMinutes(minutes),
        "page",
        service.owner(),
        summary,
        service.path("docs/runbooks/" + Service.slug(name) + ".md"),
        meaning,
        sample);
  }
}
