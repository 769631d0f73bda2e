package dev.sluice.survey.argo;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.kubernetes.ObjectReader;
import dev.sluice.survey.kubernetes.Placed;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the metrics of analysis templates.
@AutoService(ObjectReader.class)
public final class AnalysisReader implements ObjectReader {
  private static final Set<String> KINDS = Set.of("AnalysisTemplate", "ClusterAnalysisTemplate");

  @Override
  public Set<String> words() {
    return Set.of("AnalysisTemplate");
  }

  @Override
  public Stream<? extends Fact> facts(Placed placed) {
    KubeObject object = placed.object();
    return KINDS.contains(object.kind()) && object.group().equals("argoproj.io")
        ? object.node().items("spec", "metrics").stream().map(m -> metric(m, object))
        : Stream.empty();
  }

  private static AnalysisMetric metric(Yaml metric, KubeObject template) {
    Optional<Text> name = metric.text("name");
    Source at = name.map(Text::source).orElse(metric.source());
    Optional<Yaml.Entry> provider = metric.entries("provider").stream().findFirst();
    String success = metric.string("successCondition");
    return new AnalysisMetric(
        at,
        template.firstName(),
        name.map(Text::value).orElse(""),
        provider.map(Yaml.Entry::name).orElse(""),
        provider.map(p -> p.value().string("query")).orElse(null),
        success != null ? success : metric.string("failureCondition"),
        metric.string("interval"),
        metric.string("count"),
        metric.string("failureLimit"));
  }
}
