package dev.sluice.survey.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.kustomize.KustomizeReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlaggerTest {
  @TempDir Path root;

  @Test
  void writesOutTheWeightsThatACanaryGoesThrough() {
    Facts facts =
        new Fixture(root)
            .file(
                "canary.yaml",
                """
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata: {name: web, namespace: prod}
                spec:
                  analysis:
                    interval: 1m
                    threshold: 5
                    stepWeight: 20
                    maxWeight: 50
                    metrics:
                      - name: request-success-rate
                        thresholdRange: {min: 99}
                    webhooks: [{name: gate, type: confirm-promotion}]
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(RolloutObject.class))
        .singleElement()
        .satisfies(rollout ->
            assertThat(rollout.steps())
                .extracting(RolloutStep::weight, RolloutStep::duration)
                .containsExactly(tuple(20, "1m"), tuple(40, "1m")));
    assertThat(facts.of(AnalysisMetric.class))
        .extracting(
            AnalysisMetric::condition, AnalysisMetric::interval, AnalysisMetric::failureLimit)
        .containsExactly(tuple("min 99", "1m", "5"));
    assertThat(facts.of(Approval.class)).extracting(Approval::environment).containsExactly("prod");
  }
}
