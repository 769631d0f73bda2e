package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Injection;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.fact.Unreadable;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubActionsTest {
  private static final String CI =
      """
      name: CI
      on:
        push: {branches: [main], tags: ['v*'], paths: [src/**]}
        pull_request:
        schedule:
          - cron: '0 4 * * 1'
        workflow_run: {workflows: [Build], types: completed}
      permissions: read-all
      concurrency: {group: ci-x, cancel-in-progress: true}
      env: {REGION: eu}
      jobs:
        test:
          name: All tests
          runs-on: [self-hosted, linux]
          timeout-minutes: 10
          strategy: {matrix: {os: [ubuntu-24.04, windows-2025]}}
          container: {image: node:22, credentials: {username: x, password: hunter2}}
          services: {db: {image: 'postgres:17'}}
          steps:
            - uses: actions/checkout@v4
            - name: Try
              id: try
              if: github.ref == 'refs/heads/main'
              continue-on-error: true
              env: {TOKEN: '${{ secrets.NPM_TOKEN }}'}
              run: |
                echo one
                echo "${{ github.event.pull_request.title }}"
        ship:
          needs: test
          environment: {name: production, url: https://example.org}
          permissions: {id-token: write}
          uses: ./.github/workflows/deploy.yml
          with: {env: production}
          secrets: inherit
      """;

  @TempDir Path directory;

  private Facts read(String workflow) {
    return new Repo(directory).with(".github/workflows/ci.yml", workflow).read();
  }

  @Test
  void readsAWholeWorkflow() {
    Pipeline pipeline = read(CI).of(Pipeline.class).getFirst();

    assertThat(pipeline.name()).isEqualTo("CI");
    assertThat(pipeline.source()).hasToString(".github/workflows/ci.yml:1:7");
    assertThat(pipeline.role()).isEqualTo(Pipeline.Role.WORKFLOW);
    assertThat(pipeline.permissions()).isNotNull().extracting(p -> p.all()).isEqualTo("read-all");
    assertThat(pipeline.concurrency()).hasToString("ci-x");
    assertThat(pipeline.env()).containsKey("REGION");
    assertThat(pipeline.triggers())
        .extracting(Trigger::event)
        .containsExactly("push", "pull_request", "schedule", "workflow_run");
    Trigger push = pipeline.triggers().getFirst();
    assertThat(push.source()).hasToString(".github/workflows/ci.yml:3:3");
    assertThat(push.branches()).containsExactly("main");
    assertThat(push.tags()).containsExactly("v*");
    assertThat(push.paths()).extracting(Object::toString).containsExactly("src/**");
    assertThat(pipeline.triggers().get(2).cron()).isEqualTo("0 4 * * 1");
    assertThat(pipeline.triggers().get(3).workflows()).containsExactly("Build");
    assertThat(pipeline.triggers().get(3).types()).containsExactly("completed");
  }

  @Test
  void readsJobsAndSteps() {
    Facts facts = read(CI);

    Job test = facts.of(Job.class).getFirst();
    assertThat(test.id()).isEqualTo("test");
    assertThat(test.name()).isEqualTo("All tests");
    assertThat(test.runsOn()).hasToString("self-hosted, linux");
    assertThat(test.timeoutMinutes()).hasToString("10");
    assertThat(test.matrix()).hasToString("{os: [ubuntu-24.04, windows-2025]}");
    assertThat(test.containers())
        .extracting(Object::toString)
        .containsExactly("node:22", "postgres:17");
    assertThat(test.credentials()).hasToString("container");
    Job ship = facts.of(Job.class).getLast();
    assertThat(ship.needs()).extracting(Object::toString).containsExactly("test");
    assertThat(ship.uses()).hasToString("./.github/workflows/deploy.yml");
    assertThat(ship.with()).containsKey("env");
    assertThat(ship.inheritedSecrets()).hasToString("inherit");
    assertThat(ship.permissions())
        .isNotNull()
        .extracting(p -> p.scopes())
        .isEqualTo(Map.of("id-token", "write"));
    Step step = facts.of(Step.class).get(1);
    assertThat(step.id()).isEqualTo("try");
    assertThat(step.index()).isEqualTo(1);
    assertThat(step.continueOnError()).hasToString("true");
    assertThat(step.condition()).hasToString("github.ref == 'refs/heads/main'");
    assertThat(facts.of(Step.class).getFirst().uses()).hasToString("actions/checkout@v4");
  }

  @Test
  void findsEnvironmentsSecretsAndInjectionsAtTheirPlaces() {
    Facts facts = read(CI);

    assertThat(facts.of(EnvironmentSeen.class))
        .singleElement()
        .satisfies(seen -> {
          assertThat(seen.name()).isEqualTo("production");
          assertThat(seen.via()).isEqualTo("deploy job");
        });
    assertThat(facts.of(SecretUse.class))
        .singleElement()
        .satisfies(use -> {
          assertThat(use.name()).isEqualTo("NPM_TOKEN");
          assertThat(use.source()).hasToString(".github/workflows/ci.yml:25:27");
        });
    assertThat(facts.of(Step.class).get(1).injections())
        .singleElement()
        .satisfies(injection -> {
          assertThat(injection.untrusted()).isTrue();
          assertThat(injection.sink()).isEqualTo("run");
          assertThat(injection.source()).hasToString(".github/workflows/ci.yml:28:17");
        });
  }

  @Test
  void readsCompositeActionsAndReusableWorkflows() {
    Facts facts =
        new Repo(directory)
            .with(".github/workflows/deploy.yaml", "on: {workflow_call: {}}\njobs: {}\n")
            .with(
                "tools/setup/action.yml",
                """
                name: Setup
                inputs: {version: {}}
                runs:
                  using: composite
                  steps:
                    - run: install ${{ inputs.version }}
                      shell: bash
                """)
            .with("tools/node/action.yml", "name: Node\nruns: {using: node20, main: x.js}\n")
            .with("docs/action.yml", "name: not an action\n")
            .read();

    assertThat(facts.of(Pipeline.class))
        .extracting(Pipeline::role)
        .containsExactlyInAnyOrder(
            Pipeline.Role.REUSABLE, Pipeline.Role.ACTION, Pipeline.Role.ACTION);
    assertThat(facts.of(Step.class))
        .singleElement()
        .satisfies(step ->
            assertThat(step.injections())
                .extracting(Injection::expression, Injection::untrusted)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("inputs.version", false)));
  }

  @Test
  void readsWhatIsThereOfWrongShapes() {
    Facts facts =
        read(
            "on: [push, {x: y}]\npermissions: []\njobs:\n  a: nonsense\n  b: {steps: {run: x}, needs: {}}\n  c: {steps: [x, {run: [y]}]}\n");

    assertThat(facts.of(Pipeline.class))
        .singleElement()
        .satisfies(p -> assertThat(p.triggers()).hasSize(1));
    assertThat(facts.of(Job.class)).extracting(Job::id).containsExactly("b", "c");
    assertThat(facts.of(Step.class)).hasSize(1);
    assertThat(facts.of(Unreadable.class)).isEmpty();
  }

  @Test
  void saysWhatABrokenWorkflowMayHide() {
    Facts facts =
        new Repo(directory)
            .with(".github/workflows/broken.yml", "on: push\njobs: {a: [\n")
            .with(".github/workflows/good.yml", "on: push\njobs: {a: {steps: [{run: make}]}}\n")
            .read();

    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .satisfies(unreadable ->
            assertThat(unreadable.hides())
                .contains(
                    Pipeline.class, Job.class, Step.class, EnvironmentSeen.class, SecretUse.class));
    assertThat(facts.of(Job.class)).hasSize(1);
  }

  @Test
  void takesOutputsOfAStepForNoSecret() {
    Facts facts =
        read(
            """
            on: push
            jobs:
              ship:
                needs: fetch-secrets
                runs-on: ubuntu-24.04
                env:
                  A: ${{ steps.load-secrets.outputs.token }}
                  B: ${{ needs.fetch-secrets.outputs.key }}
                  C: ${{ secrets.REAL }}
                steps: [{run: make}]
            """);
    assertThat(facts.of(SecretUse.class)).extracting(SecretUse::name).containsExactly("REAL");
  }
}
