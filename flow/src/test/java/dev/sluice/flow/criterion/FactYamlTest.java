package dev.sluice.flow.criterion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.YamlReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactYamlTest {
  @Test
  void givesPartsWhatTheirWholeSays() {
    Facts facts =
        Facts.of(
            read(
                """
                - type: Pipeline
                  at: .github/workflows/ci.yaml:1:1
                  name: CI
                  triggers: [{event: push, branches: [main], paths: [src/**]}]
                  jobs:
                    - id: test
                      at: .github/workflows/ci.yaml:9:3
                      needs: [build]
                      continueOnError: {at: ".github/workflows/ci.yaml:10:24", value: true}
                      steps:
                        - index: 2
                          run: go test ./...
                          with: {push: true}
                          activities: [{kind: TEST, tool: go test}]
                """));
    Job job = facts.of(Job.class).getFirst();
    assertThat(job.pipeline()).isEqualTo(".github/workflows/ci.yaml");
    assertThat(job.needs()).containsExactly(new Text(job.source(), "build"));
    assertThat(job.continueOnError())
        .isEqualTo(new Text(new Source(".github/workflows/ci.yaml", 10, 24), "true"));
    Step step = facts.of(Step.class).getFirst();
    assertThat(step.job()).isEqualTo("test");
    assertThat(step.pipeline()).isEqualTo(".github/workflows/ci.yaml");
    assertThat(step.source()).isEqualTo(job.source());
    assertThat(step.activities()).extracting(Activity::kind).containsExactly(Activity.Kind.TEST);
    assertThat(step.with()).containsEntry("push", new Text(step.source(), "true"));
  }

  @Test
  void readsImagesTimesAndHiddenTypes() {
    List<Fact> facts =
        read(
            """
            - {type: Deployment, workload: Deployment/shop, image: "shop:1.0"}
            - {type: Run, source: .sluice/runs/1.json, at: 2026-05-01T00:00:00Z, kind: rollback-drill, values: {took: PT1M}}
            - {type: Unreadable, at: big.yaml, why: too large, hides: [Deployment, Workload]}
            - {type: Workload, kind: Deployment, name: shop, environment: production, healthChecks: [{kind: READINESS}]}
            """);
    Deployment deployment = (Deployment) facts.get(0);
    assertThat(deployment.image()).hasToString("shop:1.0");
    assertThat(deployment.source()).isEqualTo(Source.of("case.yaml"));
    Run run = (Run) facts.get(1);
    assertThat(run.at()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(run.source()).isEqualTo(Source.of(".sluice/runs/1.json"));
    assertThat(run.values()).containsEntry("took", "PT1M");
    assertThat(((Unreadable) facts.get(2)).hides()).contains(Deployment.class);
    HealthCheck check = Facts.of(facts).of(HealthCheck.class).getFirst();
    assertThat(check.workload()).isEqualTo("Deployment/shop");
    assertThat(check.environment()).isEqualTo("production");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> read("- {type: Deploymnt}")).hasMessageContaining("Deployment");
    assertThatThrownBy(() -> read("- {type: Deployment, imgae: a}"))
        .hasMessageContaining("did you mean image");
  }

  private static List<Fact> read(String yaml) {
    return FactYaml.read(
        YamlReader.read("case.yaml", yaml.getBytes(UTF_8)).documents().getFirst().items());
  }
}
