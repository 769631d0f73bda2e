package dev.sluice.survey.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherPipelinesTest {
  @TempDir Path root;

  @Test
  void pipelinesOfOtherSystemsAreUnreadable() {
    Facts facts =
        new Fixture(root)
            .file(".gitlab-ci.yml", "test: {script: make}\n")
            .file(".woodpecker/test.yaml", "steps: []\n")
            .file("shop/Jenkinsfile", "pipeline {\n  agent any\n}\n")
            .file("release/cloudbuild.yaml", "steps:\n- name: builder\n")
            .read(new OtherPipelines());
    assertThat(facts.of(Unreadable.class))
        .extracting(u -> u.source().file())
        .containsExactlyInAnyOrder(
            ".gitlab-ci.yml",
            ".woodpecker/test.yaml",
            "shop/Jenkinsfile",
            "release/cloudbuild.yaml");
    assertThat(facts.of(Unreadable.class))
        .allSatisfy(u -> assertThat(u.hides()).contains(Pipeline.class))
        .allSatisfy(u -> assertThat(u.fix()).contains("exception"));
  }

  @Test
  void onlyOneThatReleasesMayLeadPastWhatIsSeen() {
    Facts facts =
        new Fixture(root)
            .file(".travis.yml", "script: make test\n")
            .file(".circleci/config.yml", "run: make deploy\n")
            .read(new OtherPipelines());
    assertThat(facts.of(Unreadable.class))
        .filteredOn(Unreadable::beside)
        .extracting(u -> u.source().file())
        .containsExactly(".travis.yml");
  }

  @Test
  void aFileOfThatNameWithOtherContentIsNone() {
    Facts facts =
        new Fixture(root)
            .file("docs/cloudbuild-notes.yaml", "title: how we build\n")
            .file("web/azure-pipelines.yml", "moved: elsewhere\n")
            .file("templates/.gitlab-ci.yml", "test: {script: make}\n")
            .read(new OtherPipelines());
    assertThat(facts.of(Unreadable.class)).isEmpty();
  }

  @Test
  void stepsTellAPipelineUnderAnotherName() {
    Facts facts =
        new Fixture(root)
            .file("ci.yml", "jobs:\n- job: a\n  steps:\n  - task: UseDotNet@2\n")
            .file("ci/pr-ci.yaml", "steps:\n- name: gcr.io/cloud-builders/git\n  args: [clone]\n")
            .file("build.yml", "tasks:\n  all: {cmds: [{task: build}]}\n")
            .file(".github/workflows/ci.yml", "jobs: {a: {steps: [{name: 'task: Use@2'}]}}\n")
            .read(new OtherPipelines());
    assertThat(facts.of(Unreadable.class))
        .extracting(u -> u.source().file())
        .containsExactlyInAnyOrder("ci.yml", "ci/pr-ci.yaml");
  }

  @Test
  void secretsAreHiddenWhereAWordSpeaksOfThem() {
    Facts facts =
        new Fixture(root)
            .file(".gitlab-ci.yml", "up: {script: 'curl -H $DEPLOY_TOKEN'}\n")
            .file(".travis.yml", "script: make\n")
            .file(".circleci/config.yml", "run: gcloud clusters get-credentials shop\n")
            .read(new OtherPipelines());
    assertThat(facts.of(Unreadable.class))
        .filteredOn(u -> u.hides().contains(SecretUse.class))
        .extracting(u -> u.source().file())
        .containsExactly(".gitlab-ci.yml");
  }

  @Test
  void stagesOfAPipelineAreNoEnvironments() {
    Facts facts =
        new Fixture(root)
            .file(".gitlab-ci.yml", "stages: [test]\n")
            .file(".circleci/config.yml", "deploy: {run: make staging}\n")
            .read(new OtherPipelines());
    assertThat(facts.of(Unreadable.class))
        .filteredOn(u -> u.hides().contains(EnvironmentSeen.class))
        .extracting(u -> u.source().file())
        .containsExactly(".circleci/config.yml");
  }
}
