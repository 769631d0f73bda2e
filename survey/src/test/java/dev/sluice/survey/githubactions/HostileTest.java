package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileTest {
  private static final String GOOD = "on: push\njobs: {good: {steps: [{run: go test ./...}]}}\n";

  @TempDir Path directory;

  private Facts read(Repo repo) {
    return Assertions.assertTimeout(
        Duration.ofSeconds(20), () -> repo.with(".github/workflows/good.yml", GOOD).read());
  }

  private Repo workflow(String content) {
    return new Repo(directory).with(".github/workflows/bad.yml", content);
  }

  private static void keepsTheNeighbour(Facts facts) {
    assertThat(facts.of(Job.class)).extracting(Job::id).contains("good");
  }

  @Test
  void keepsTheNeighbourOfABomb() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Facts facts = read(workflow(bomb.toString()));

    keepsTheNeighbour(facts);
    assertThat(facts.of(Unreadable.class)).hasSize(1);
  }

  @Test
  void keepsTheNeighbourOfAnSshAddress() {
    String hooks =
        "repos:\n  - {repo: 'git@github.com:acme/hooks.git', rev: v1, hooks: [{id: x}]}\n";
    Facts facts = read(new Repo(directory).with(".pre-commit-config.yaml", hooks));

    keepsTheNeighbour(facts);
    assertThat(facts.of(Unreadable.class)).isEmpty();
  }

  @Test
  void keepsTheNeighbourOfBytesThatAreNoText() {
    Repo repo =
        new Repo(directory)
            .with(
                ".github/workflows/bad.yml",
                new byte[] {'o', 'n', ':', (byte) 0xff, (byte) 0xfe, 0})
            .with(".github/workflows/zero.yml", new byte[0])
            .with(".github/workflows/list.yml", "- a\n".getBytes(StandardCharsets.UTF_8));
    Facts facts = read(repo);

    keepsTheNeighbour(facts);
    assertThat(facts.of(Unreadable.class)).hasSize(2);
  }

  @Test
  void staysQuickOnADeepOrLongScript() {
    String deep = "(".repeat(20_000) + "$(".repeat(20_000) + "if ".repeat(20_000);
    String wide = "a && ".repeat(30_000) + "b";
    String many = "    - run: go test ./... || true\n".repeat(5_000);
    Facts facts =
        read(
            workflow(
                "on: push\njobs:\n  a:\n    steps:\n    - run: '"
                    + deep
                    + "'\n    - run: "
                    + wide
                    + "\n"
                    + many));

    keepsTheNeighbour(facts);
    assertThat(facts.of(Step.class)).hasSize(5_003);
  }

  @Test
  void staysQuickOnManyExpressions() {
    String pasted = "${{ github.event.issue.title }} ${{ ((((a || ".repeat(5_000);
    Facts facts = read(workflow("on: issues\njobs: {a: {steps: [{run: \"" + pasted + "\"}]}}\n"));

    keepsTheNeighbour(facts);
  }

  @Test
  void neverLeavesTheRoot() throws Exception {
    Path outside = directory.resolve("outside.sh");
    Files.writeString(outside, "#!/bin/sh\nkubectl apply -f x\n");
    Repo repo = new Repo(directory.resolve("repo"));
    repo.with(
        ".github/workflows/bad.yml",
        "on: push\njobs: {a: {steps: [{run: ../outside.sh}, {uses: ./../..}, {run: make x, working-directory: ../..}, {run: sh /etc/profile}, {run: \"./a\\0b.sh\"}]}}\n");
    Facts facts = read(repo);

    keepsTheNeighbour(facts);
    assertThat(facts.of(Step.class))
        .hasSize(6)
        .filteredOn(s -> s.job().equals("a"))
        .allSatisfy(s -> assertThat(s.activities()).isEmpty());
  }

  @Test
  void survivesHostileMakefilesAndPackages() {
    Repo repo =
        workflow(
                "on: push\njobs: {a: {steps: [{run: make; make a; npm test; just; task x; ./x.sh}]}}\n")
            .with(
                "Makefile",
                "X = $(Y)$(Y)$(Y)\nY = $(X)$(X)$(X)\na: a b\n\t$(X)\nb: a\n\t@$(MAKE) -C . a\ninclude Makefile\n\t\\\n:\n=\n$(\n")
            .with(
                "package.json",
                "{\"scripts\": {\"test\": {\"a\": 1}, \"pretest\": \"npm test; npm test\"}}")
            .with("justfile", "a: a b\n  just a\nb:a\n :=\n@:\n")
            .with("Taskfile.yml", "tasks: {x: {deps: [x, {task: x}], cmds: [{task: x}, task x]}}")
            .with("x.sh", "#!/bin/sh\n" + "./x.sh;".repeat(2_000));
    Facts facts = read(repo);

    keepsTheNeighbour(facts);
    assertThat(facts.of(Pipeline.class)).hasSize(2);
  }
}
