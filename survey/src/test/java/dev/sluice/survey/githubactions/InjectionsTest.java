package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Injection;
import dev.sluice.flow.fact.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectionsTest {
  @TempDir Path directory;

  private List<Injection> injections(String workflow) {
    return new Repo(directory)
        .with(".github/workflows/ci.yml", workflow).read().of(Step.class).stream()
            .flatMap(step -> step.injections().stream())
            .toList();
  }

  private List<Injection> ofChangedFiles(String step) {
    return injections(
        "on: pull_request\njobs: {a: {steps: [{id: files, "
            + step
            + "}, {run: 'ls ${{ steps.files.outputs.all_changed_files }}${{"
            + " steps.files.outputs.src_files }}'}]}}\n");
  }

  @Test
  void namesOfFilesAreForeignWhereTheActionDoesNotQuoteThem() {
    assertThat(ofChangedFiles("uses: tj-actions/changed-files@v39")).anyMatch(Injection::untrusted);
    assertThat(ofChangedFiles("uses: tj-actions/changed-files@v47, with: {safe_output: false}"))
        .anyMatch(Injection::untrusted);
    assertThat(ofChangedFiles("uses: dorny/paths-filter@v3, with: {list-files: json}"))
        .anyMatch(Injection::untrusted);
  }

  @Test
  void namesOfFilesAreHarmlessWhereTheActionQuotesThem() {
    assertThat(ofChangedFiles("uses: tj-actions/changed-files@v47.0.6"))
        .isNotEmpty()
        .noneMatch(Injection::untrusted);
    assertThat(
            ofChangedFiles(
                "uses: tj-actions/changed-files@9426d40962ed5378910ee2e21d5f8c6fcbf2dd96"))
        .noneMatch(Injection::untrusted);
    assertThat(ofChangedFiles("uses: dorny/paths-filter@v3, with: {list-files: shell}"))
        .noneMatch(Injection::untrusted);
  }

  @Test
  void anInputWithoutFreeTextInjectsNothing() {
    assertThat(
            injections(
                """
                on:
                  workflow_dispatch:
                    inputs:
                      dry: {type: boolean}
                      level: {type: choice, options: [a, b]}
                      version: {type: string}
                jobs:
                  a:
                    steps:
                      - run: go ${{ inputs.dry }} ${{ inputs.level }} ${{ inputs.version }}
                """))
        .extracting(Injection::expression)
        .containsExactly("inputs.version");
  }
}
