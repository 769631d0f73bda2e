package dev.sluice.survey.flagger;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.ObjectReader;
import dev.sluice.survey.kubernetes.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads Canaries and the templates of their metrics.
@AutoService(ObjectReader.class)
public final class CanaryReader implements ObjectReader {
  private static final String TOOL = "flagger";
  private static final Set<String> CONFIRMS =
      Set.of("confirm-rollout", "confirm-promotion", "confirm-traffic-increase");

  @Override
  public Set<String> words() {
    return Set.of("flagger.app");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    if (!object.group().equals("flagger.app")) {
      return Stream.empty();
    }
    return switch (object.kind()) {
      case "Canary" -> canary(placed);
      case "MetricTemplate" -> Stream.of(template(object));
      default -> Stream.empty();
    };
  }

  private static Stream<Fact> canary(Placed placed) {
    KubeObject object = placed.object();
    Yaml spec = object.node().get("spec");
    Yaml written = spec == null ? null : spec.get("analysis");
    Yaml analysis = written != null || spec == null ? written : spec.get("canaryAnalysis");
    if (analysis == null) {
      return Stream.empty();
    }
    List<Yaml> metrics = analysis.items("metrics");
    boolean weights = analysis.get("stepWeight") != null || analysis.get("stepWeights") != null;
    RolloutObject rollout =
        new RolloutObject(
            object.source(),
            TOOL,
            object.kind(),
            object.name(),
            placed.environment(),
            weights || analysis.get("match") != null ? "canary" : "blueGreen",
            steps(analysis),
            metrics.stream().flatMap(m -> m.text("name").stream()).toList());
    Stream<Fact> measured = metrics.stream().map(m -> metric(m, analysis, object));
    return Stream.of(
            Stream.of(rollout), measured, approval(analysis, placed.environment()).stream())
        .flatMap(s -> s);
  }

  /// The weights that the analysis goes through, an interval at each.
  private static List<RolloutStep> steps(Yaml analysis) {
    String interval = analysis.string("interval");
    List<RolloutStep> steps = new ArrayList<>();
    analysis
        .texts("stepWeights")
        .forEach(t -> steps.add(new RolloutStep(t.source(), "setWeight", number(t), interval)));
    Optional<Text> step = analysis.text("stepWeight");
    Integer size = step.map(CanaryReader::number).orElse(null);
    Integer max = analysis.text("maxWeight").map(CanaryReader::number).orElse(100);
    if (steps.isEmpty() && step.isPresent() && size != null && size > 0 && max != null) {
      for (int weight = size; weight <= Math.min(max, 100); weight += size) {
        steps.add(new RolloutStep(step.get().source(), "setWeight", weight, interval));
      }
    }
    return steps;
  }

  private static @Nullable Integer number(Text text) {
    return text.value().matches("[0-9]{1,3}") ? Integer.valueOf(text.value()) : null;
  }

  private static AnalysisMetric metric(Yaml metric, Yaml analysis, KubeObject canary) {
    Optional<Text> name = metric.text("name");
    String own = metric.string("interval");
    boolean template = metric.get("templateRef") != null;
    return new AnalysisMetric(
        name.map(Text::source).orElse(metric.source()),
        canary.firstName(),
        name.map(Text::value).orElse(""),
        template ? "MetricTemplate" : "prometheus",
        metric.string("query"),
        condition(metric),
        own != null ? own : analysis.string("interval"),
        analysis.string("iterations"),
        analysis.string("threshold"));
  }

  private static @Nullable String condition(Yaml metric) {
    String min = metric.string("thresholdRange", "min");
    String max = metric.string("thresholdRange", "max");
    String range =
        (min == null ? "" : "min " + min)
            + (min == null || max == null ? "" : ", ")
            + (max == null ? "" : "max " + max);
    return range.isEmpty() ? metric.string("threshold") : range;
  }

  private static AnalysisMetric template(KubeObject object) {
    Source at = object.source();
    String provider = object.node().string("spec", "provider", "type");
    return new AnalysisMetric(
        at,
        object.firstName(),
        object.firstName(),
        provider == null ? "" : provider,
        object.node().string("spec", "query"),
        null,
        null,
        null,
        null);
  }

  private static Optional<Approval> approval(Yaml analysis, @Nullable String environment) {
    return environment == null
        ? Optional.empty()
        : analysis.items("webhooks").stream()
            .flatMap(w -> w.text("type").stream())
            .filter(type -> CONFIRMS.contains(type.value()))
            .findFirst()
            .map(t -> new Approval(t.source(), environment, List.of(), 1, null, TOOL));
  }
}
