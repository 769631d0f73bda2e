package dev.sluice.survey.argo;

import com.google.auto.service.AutoService;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads Rollouts: their strategy, steps and analyses, and the points where they wait for a person.
@AutoService(ObjectReader.class)
public final class RolloutReader implements ObjectReader {
  private static final String TOOL = "argo-rollouts";

  @Override
  public Set<String> words() {
    return Set.of("Rollout");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    if (!object.kind().equals("Rollout") || !object.group().equals("argoproj.io")) {
      return Stream.empty();
    }
    for (String strategy : List.of("canary", "blueGreen")) {
      Yaml written = object.node().at("spec", "strategy", strategy);
      if (written != null) {
        List<RolloutStep> steps =
            strategy.equals("canary")
                ? written.items("steps").stream().flatMap(RolloutReader::step).toList()
                : sides(written);
        RolloutObject rollout =
            new RolloutObject(
                source(object, strategy),
                TOOL,
                object.kind(),
                object.name(),
                placed.environment(),
                strategy,
                steps,
                analyses(written));
        return Stream.concat(Stream.of(rollout), waits(steps, placed.environment()).stream());
      }
    }
    return Stream.empty();
  }

  private static Source source(KubeObject object, String strategy) {
    return object.node().entries("spec", "strategy").stream()
        .filter(e -> e.name().equals(strategy))
        .map(e -> e.key().source())
        .findFirst()
        .orElse(object.source());
  }

  private static Stream<RolloutStep> step(Yaml step) {
    return step.entries().stream()
        .limit(1)
        .map(e ->
            new RolloutStep(
                e.key().source(),
                e.name(),
                e.name().equals("setWeight") ? weight(step.string("setWeight")) : null,
                e.value().string("duration")));
  }

  /// What happens round the switch from blue to green, in its order. A promotion that never comes
  /// by itself is a pause, without end unless a time is set.
  private static List<RolloutStep> sides(Yaml blueGreen) {
    Stream<RolloutStep> pause =
        blueGreen.text("autoPromotionEnabled").stream()
            .filter(t -> t.value().equals("false"))
            .map(t -> new RolloutStep(t.source(), "pause", null, promotion(blueGreen)));
    return Stream.of(
            analysis(blueGreen, "prePromotionAnalysis"),
            pause,
            analysis(blueGreen, "postPromotionAnalysis"))
        .flatMap(s -> s)
        .toList();
  }

  private static @Nullable String promotion(Yaml blueGreen) {
    String seconds = blueGreen.string("autoPromotionSeconds");
    return seconds == null ? null : seconds + "s";
  }

  private static Stream<RolloutStep> analysis(Yaml blueGreen, String key) {
    return blueGreen.entries().stream()
        .filter(e -> e.name().equals(key) && !e.value().items("templates").isEmpty())
        .map(e -> new RolloutStep(e.key().source(), key, null, null));
  }

  private static @Nullable Integer weight(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,3}") ? Integer.valueOf(text) : null;
  }

  private static List<Text> analyses(Yaml strategy) {
    Stream<Yaml> steps =
        strategy.items("steps").stream().flatMap(s -> Stream.ofNullable(s.get("analysis")));
    Stream<Yaml> whole =
        Stream.of("analysis", "prePromotionAnalysis", "postPromotionAnalysis")
            .flatMap(key -> Stream.ofNullable(strategy.get(key)));
    return Stream.concat(whole, steps)
        .flatMap(a -> a.items("templates").stream())
        .flatMap(t -> t.text("templateName").stream())
        .toList();
  }

  /// A pause without end waits for somebody.
  private static Optional<Approval> waits(List<RolloutStep> steps, @Nullable String environment) {
    return environment == null
        ? Optional.empty()
        : steps.stream()
            .filter(s -> s.kind().equals("pause") && s.duration() == null)
            .map(RolloutStep::source)
            .findFirst()
            .map(at -> new Approval(at, environment, List.of(), 1, null, TOOL));
  }
}
