package dev.sluice.survey.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.kustomize.KustomizeReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgoTest {
  @TempDir Path root;

  @Test
  void readsStepsAnalysesAndThePauseThatWaitsForSomebody() {
    Facts facts =
        new Fixture(root)
            .file(
                "deploy/production/rollout.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: web}
                spec:
                  template: {spec: {containers: [{name: web, image: "acme/web:1"}]}}
                  strategy:
                    canary:
                      steps:
                        - setWeight: 5
                        - pause: {duration: 10m}
                        - analysis: {templates: [{templateName: errors}]}
                        - pause: {}
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(RolloutObject.class))
        .singleElement()
        .satisfies(rollout -> {
          assertThat(rollout.source()).hasToString("deploy/production/rollout.yaml:7:5");
          assertThat(rollout.strategy()).isEqualTo("canary");
          assertThat(rollout.analyses()).extracting(Text::value).containsExactly("errors");
          assertThat(rollout.steps())
              .extracting(RolloutStep::kind, RolloutStep::weight, RolloutStep::duration)
              .containsExactly(
                  tuple("setWeight", 5, null),
                  tuple("pause", null, "10m"),
                  tuple("analysis", null, null),
                  tuple("pause", null, null));
        });
    assertThat(facts.of(Approval.class))
        .extracting(a -> a.source().toString(), Approval::environment)
        .containsExactly(tuple("deploy/production/rollout.yaml:12:11", "production"));
    assertThat(facts.of(Deployment.class)).hasSize(1);
  }

  @Test
  void readsWhatHappensRoundTheSwitchFromBlueToGreen() {
    Facts facts =
        new Fixture(root)
            .file(
                "deploy/production/rollout.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: web}
                spec:
                  strategy:
                    blueGreen:
                      activeService: web
                      autoPromotionEnabled: false
                      postPromotionAnalysis: {templates: [{templateName: errors}]}
                      prePromotionAnalysis: {templates: [{templateName: smoke}]}
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(RolloutObject.class))
        .singleElement()
        .satisfies(rollout -> {
          assertThat(rollout.strategy()).isEqualTo("blueGreen");
          assertThat(rollout.steps())
              .extracting(s -> s.source().line() + " " + s.kind())
              .containsExactly("10 prePromotionAnalysis", "8 pause", "9 postPromotionAnalysis");
        });
    assertThat(facts.of(Approval.class))
        .extracting(a -> a.source().toString())
        .containsExactly("deploy/production/rollout.yaml:8:29");
  }

  @Test
  void readsTheMetricsOfATemplate() {
    Facts facts =
        new Fixture(root)
            .file(
                "analysis.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: errors}
                spec:
                  metrics:
                    - name: ratio
                      interval: 30s
                      count: 5
                      failureLimit: 2
                      successCondition: result[0] < 0.01
                      provider: {prometheus: {query: "sum(x)"}}
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(AnalysisMetric.class))
        .singleElement()
        .satisfies(metric -> {
          assertThat(metric.source()).hasToString("analysis.yaml:6:13");
          assertThat(metric)
              .extracting(
                  AnalysisMetric::object,
                  AnalysisMetric::provider,
                  AnalysisMetric::query,
                  AnalysisMetric::condition,
                  AnalysisMetric::interval,
                  AnalysisMetric::count,
                  AnalysisMetric::failureLimit)
              .containsExactly(
                  "errors", "prometheus", "sum(x)", "result[0] < 0.01", "30s", "5", "2");
        });
  }
}
