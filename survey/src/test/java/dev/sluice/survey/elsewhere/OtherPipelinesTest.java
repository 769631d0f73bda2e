package dev.sluice.survey.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

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
            ".gitlab-ci.yml", ".woodpecker/test.yaml", "shop/Jenkinsfile", "release/cloudbuild.yaml");
    assertThat(facts.of(Unreadable.class))
        .allSatisfy(u -> assertThat(u.hides()).contains(Pipeline.class, SecretUse.class))
        .allSatisfy(u -> assertThat(u.fix()).contains("delivery.yaml"));
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
}
