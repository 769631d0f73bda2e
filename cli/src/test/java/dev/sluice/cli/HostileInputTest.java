package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.report.FactsReport;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Survey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A repository of hostile files does no harm, takes bounded time, and hides none of its honest
/// neighbours.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileInputTest {
  @TempDir private static Path root;
  private static int hostile;

  @BeforeAll
  static void write() {
    hostile = new HostileTree(root).write();
  }

  @Test
  void thereAreAtLeastFortyHostileFiles() {
    assertThat(hostile).isGreaterThanOrEqualTo(40);
  }

  @Test
  void checkEndsWithAVerdictAndNotWithAFailure() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(new Terminal(stream(out), stream(err), false, false), "check", root.toString());

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(Exit.SHUT);
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001B", "\u202E", "root:x:0");
  }

  @Test
  void honestNeighboursAreStillRead() throws IOException {
    Facts facts = Survey.of(root, true).facts();

    assertThat(filesOf(facts, Pipeline.class)).contains(".github/workflows/honest.yml");
    assertThat(filesOf(facts, BaseImage.class)).contains("honest/Dockerfile");
    assertThat(filesOf(facts, IacResource.class)).contains("honest/main.tf");
    assertThat(filesOf(facts, AlertRule.class)).contains("honest/rules.yaml");
    assertThat(filesOf(facts, Migration.class)).contains("honest/migrations/V1__honest.sql");
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Facts facts = Survey.of(root, true).facts();

    assertThat(filesOf(facts, Unreadable.class))
        .contains(
            ".github/workflows/bomb.yml",
            ".github/workflows/cycle.yml",
            ".github/workflows/deep-flow.yml",
            ".github/workflows/one-line-of-200-mb.yml",
            "tf/truncated.tf",
            ".sluice/runs/wrong.json");
  }

  @Test
  void nothingOutsideTheTreeIsRead() throws IOException {
    Facts facts = Survey.of(root, true).facts();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    FactsReport.json(json, facts);

    assertThat(json.toString(StandardCharsets.UTF_8)).doesNotContain("root:x:0", "/etc/passwd:");
    assertThat(facts.all()).extracting(f -> f.source().file()).noneMatch(f -> f.startsWith("../"));
  }

  private static List<String> filesOf(Facts facts, Class<? extends Fact> type) {
    return facts.of(type).stream().map(f -> f.source().file()).distinct().toList();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
