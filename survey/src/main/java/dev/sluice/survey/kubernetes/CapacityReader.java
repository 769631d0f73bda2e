package dev.sluice.survey.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.DisruptionBudget;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.yaml.Yaml;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what keeps enough pods of a workload up: disruption budgets and autoscalers.
@AutoService(ObjectReader.class)
public final class CapacityReader implements ObjectReader {
  @Override
  public Set<String> words() {
    return Set.of("PodDisruptionBudget", "HorizontalPodAutoscaler", "ScaledObject");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    return switch (object.group() + "/" + object.kind()) {
      case "policy/PodDisruptionBudget" -> Stream.of(budget(placed));
      case "autoscaling/HorizontalPodAutoscaler" -> scaler(placed, "minReplicas");
      case "keda.sh/ScaledObject" -> scaler(placed, "minReplicaCount");
      default -> Stream.empty();
    };
  }

  private static DisruptionBudget budget(Placed placed) {
    KubeObject object = placed.object();
    Yaml selector = object.node().at("spec", "selector");
    return new DisruptionBudget(
        object.source(),
        object.name(),
        object.namespace(),
        placed.environment(),
        selector != null && selector.get("matchExpressions") == null
            ? Values.texts(selector.entries("matchLabels"))
            : Map.of());
  }

  private static Stream<Autoscaler> scaler(Placed placed, String least) {
    KubeObject object = placed.object();
    Yaml spec = object.node().get("spec");
    String name = spec == null ? null : spec.string("scaleTargetRef", "name");
    return spec == null || name == null
        ? Stream.empty()
        : Stream.of(
            new Autoscaler(
                object.source(),
                object.name(),
                object.namespace(),
                placed.environment(),
                kind(spec.string("scaleTargetRef", "kind")) + "/" + name,
                Values.number(spec.string(least))));
  }

  private static String kind(@Nullable String written) {
    return written == null ? "Deployment" : written;
  }
}
