package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Step;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalledWorkflowTest {
  @TempDir Path root;

  @Test
  void aKnownWorkflowOfAnotherRepositoryDoesSomething() {
    Facts facts = jobs("slsa-framework/slsa-github-generator/.github/workflows/go.yml@v2.1.0");
    assertThat(facts.of(Step.class))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.uses()).isNull();
          assertThat(step.activities())
              .extracting(Activity::kind, a -> a.source().toString())
              .containsExactly(
                  tuple(Activity.Kind.PROVENANCE, ".github/workflows/release.yml:4:11"));
        });
  }

  @Test
  void ofAnUnknownOneNothingIsSaid() {
    assertThat(jobs("acme/shared/.github/workflows/x.yml@main").of(Step.class)).isEmpty();
    assertThat(jobs("./.github/workflows/x.yml").of(Step.class)).isEmpty();
  }

  @Test
  void aParameterOfACalledWorkflowIsNoSecretOfItsOwn() {
    assertThat(secrets("{registry: '${{ secrets.REGISTRY_TOKEN }}'}"))
        .containsExactly("REGISTRY_TOKEN");
    assertThat(secrets("inherit")).containsExactly("registry");
  }

  private List<String> secrets(String handedOver) {
    return new Fixture(root)
            .file(
                ".github/workflows/push.yml",
                """
                on: {workflow_call: {secrets: {registry: {required: true}}}}
                jobs:
                  push:
                    runs-on: ubuntu-24.04
                    steps:
                      - run: ./push
                        env: {TOKEN: '${{ secrets.registry }}'}
                """)
            .file(
                ".github/workflows/release.yml",
                "on: push\njobs:\n  push:\n    uses: ./.github/workflows/push.yml\n    secrets: "
                    + handedOver
                    + "\n")
            .read(new GitHubActions())
            .of(SecretUse.class)
            .stream()
            .map(SecretUse::name)
            .toList();
  }

  private Facts jobs(String uses) {
    return new Fixture(root)
        .file(
            ".github/workflows/release.yml",
            "on: push\njobs:\n  provenance:\n    uses: " + uses + "\n")
        .read(new GitHubActions());
  }
}
