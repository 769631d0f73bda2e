package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.Route;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Canary of Flagger for a Deployment.
///
/// @param scaler what scales the Deployment, or null
record FlaggerCanary(
    Cd.Strategy strategy, Service service, Traffic traffic, @Nullable Autoscaler scaler) {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /// What ends the name of the Service of the version before.
  private static final String PRIMARY = "-primary";

  /// What whoever applies it has to know.
  String note() {
    String name = traffic.name();
    Route route = route();
    return "# Needs Flagger in the cluster. It makes the Services "
        + name
        + ", "
        + name
        + PRIMARY
        + " and "
        + name
        + "-canary itself:\n# remove Service "
        + name
        + (route == null ? "" : " and HTTPRoute " + route.name() + ", in whose place it makes one,")
        + " from the manifests, without pruning.\n";
  }

  private @Nullable Route route() {
    Route route = traffic.route();
    return route == null || route.gateways().isEmpty() ? null : route;
  }

  YamlMap object() {
    Cd.Canary canary = strategy.canary();
    Duration deadline = canary == null ? null : canary.progressDeadline();
    Route route = route();
    YamlMap spec =
        YamlMap.of("provider", route == null ? null : "gatewayapi:v1")
            .and(
                "targetRef",
                YamlMap.of("apiVersion", "apps/v1")
                    .and("kind", "Deployment")
                    .and("name", traffic.workload().name()));
    if (scaler != null) {
      spec.and(
          "autoscalerRef",
          YamlMap.of("apiVersion", "autoscaling/v2")
              .and("kind", "HorizontalPodAutoscaler")
              .and("name", scaler.name()));
    }
    spec.and("progressDeadlineSeconds", (deadline == null ? DEADLINE : deadline).toSeconds())
        .and("service", reached(route))
        .and("analysis", analysis(canary));
    return Manifests.object("flagger.app/v1beta1", "Canary", traffic.workload().name())
        .and("spec", spec);
  }

  private YamlMap reached(@Nullable Route route) {
    YamlMap reached =
        YamlMap.of("name", traffic.name().equals(traffic.workload().name()) ? null : traffic.name())
            .and("port", traffic.port())
            .and("targetPort", traffic.target());
    if (route != null) {
      reached
          .and("hosts", route.hosts().isEmpty() ? null : route.hosts())
          .and("gatewayRefs", route.gateways().stream().map(FlaggerCanary::gateway).toList());
    }
    return reached;
  }

  private static YamlMap gateway(Route.Gateway gateway) {
    return YamlMap.of("group", "gateway.networking.k8s.io")
        .and("kind", "Gateway")
        .and("name", gateway.name())
        .and("namespace", gateway.namespace())
        .and("sectionName", gateway.section());
  }

  private YamlMap analysis(Cd.@Nullable Canary canary) {
    YamlMap analysis = YamlMap.of("interval", Spans.text(interval(canary))).and("threshold", 1);
    if (canary == null) {
      analysis.and("iterations", 5);
    } else {
      analysis.and(
          "stepWeights",
          canary.steps().stream().map(Cd.Step::setWeight).filter(Objects::nonNull).toList());
    }
    List<YamlMap> metrics = new ArrayList<>();
    for (Cd.Analysis each : Analyses.expressible(strategy)) {
      Metric.of(each, PRIMARY).forEach(m -> metrics.add(metric(each, m)));
    }
    return analysis.and("metrics", metrics);
  }

  /// Flagger waits the same time at each step: the longest that is declared.
  private static Duration interval(Cd.@Nullable Canary canary) {
    Optional<Duration> longest =
        canary == null
            ? Optional.empty()
            : canary.steps().stream()
                .map(Cd.Step::pause)
                .map(pause -> pause == null ? Duration.ZERO : pause.duration())
                .filter(d -> d != null && !d.isZero())
                .max(Duration::compareTo);
    return longest.orElse(Duration.ofMinutes(1));
  }

  private YamlMap metric(Cd.Analysis analysis, Metric metric) {
    Duration window = analysis.window() == null ? Duration.ofMinutes(1) : analysis.window();
    return YamlMap.of("name", name(Service.slug(analysis.name()), metric))
        .and(
            "templateRef",
            YamlMap.of("name", name(Analyses.name(analysis.name(), service), metric)))
        .and("thresholdRange", YamlMap.of(metric.below() ? "max" : "min", metric.bound()))
        .and("interval", Spans.text(window));
  }

  private static String name(String stem, Metric metric) {
    return metric.name().isEmpty() ? stem : stem + "-" + metric.name();
  }

  /// The queries of its metrics.
  ///
  /// @param several names of which one stands in the queries, where several Deployments share them
  static List<YamlMap> templates(Cd.Strategy strategy, Service service, Set<String> several) {
    List<YamlMap> templates = new ArrayList<>();
    for (Cd.Analysis analysis : Analyses.expressible(strategy)) {
      for (Metric metric : Metric.of(analysis, PRIMARY)) {
        templates.add(
            Manifests.object(
                    "flagger.app/v1beta1",
                    "MetricTemplate",
                    name(Analyses.name(analysis.name(), service), metric))
                .and(
                    "spec",
                    YamlMap.of(
                            "provider",
                            YamlMap.of("type", "prometheus").and("address", Analyses.PROMETHEUS))
                        .and("query", metric.naming(several, "{{ target }}").query() + "\n")));
      }
    }
    return templates;
  }
}
