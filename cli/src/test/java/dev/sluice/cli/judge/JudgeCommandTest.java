package dev.sluice.cli.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Incident;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.TimedTraffic;
import dev.sluice.release.traffic.TimedTraffic.Slower;
import dev.sluice.release.traffic.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeCommandTest {
  private static final String HEAD =
      "run,time,stable_requests,stable_errors,canary_requests,canary_errors\n";
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/sluice/cli/judge/judgements.jsonl");
  private static final Scenario HEALTHY =
      Scenario.healthy("healthy", Noise.each(0.3, 0.3, 60)).after(1800);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path root;

  private int judge(String csv, String... more) throws IOException {
    Path data = Files.writeString(root.resolve("data.csv"), csv);
    String[] arguments = new String[more.length + 3];
    arguments[0] = "judge";
    arguments[1] = "--data";
    arguments[2] = data.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Main.run(
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false),
        arguments);
  }

  private String problem() {
    return err.toString(UTF_8).replace(root + "/", "");
  }

  /// Half an hour of the stable and ten minutes of a canary, without the rows of an outage.
  private static String run(String name, Scenario scenario, DoublePredicate outage) {
    StringBuilder rows = new StringBuilder();
    Traffic traffic = new Traffic(scenario, 0.002, 100, 5, 1);
    while (traffic.at() < 600) {
      Traffic.Tick tick = traffic.next(traffic.at() < 0 ? 0 : 0.2);
      if (!outage.test(tick.at())) {
        rows.append(
            "%s,%.0f,%d,%d,%d,%d%n"
                .formatted(
                    name,
                    tick.at(),
                    tick.stable().requests(),
                    tick.stable().errors(),
                    tick.canary().requests(),
                    tick.canary().errors()));
      }
    }
    return rows.toString();
  }

  private static String runs() {
    return HEAD
        + run("healthy", HEALTHY, at -> false)
        + run("bad", HEALTHY.failing(0.2), at -> false)
        + run("incident", HEALTHY.during(new Incident(120, 360, 0.1)), at -> false)
        + run("outage", HEALTHY, at -> at > 200 && at < 500)
        + run("misnamed", HEALTHY, at -> at > 0);
  }

  @Test
  void printsALineOfJsonForEachRun() throws IOException {
    assertThat(judge(runs(), "--format", "json")).isEqualTo(Exit.OK);
    if (Boolean.getBoolean("update")) {
      Files.writeString(GOLDEN, out.toString(UTF_8));
    }
    assertThat(out.toString(UTF_8)).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void printsASentenceForEachRun() throws IOException {
    assertThat(judge(runs())).isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8).lines())
        .hasSize(5)
        .anyMatch(line -> line.startsWith("bad: worse at 10 s. The canary fails "))
        .anyMatch(line -> line.startsWith("misnamed: undecided. The canary has not been judged"));
  }

  @Test
  void takesToleranceAndWarmUpFromThePlan() throws IOException {
    Path plan =
        Files.writeString(
            root.resolve("delivery.yaml"),
            """
            apiVersion: sluice.dev/v1
            kind: Delivery
            metadata: {name: shop}
            cd:
              strategy:
                canary:
                  warmUp: PT1M
                  steps: [{setWeight: 5}, {pause: PT1M}]
                  analysis: [{name: errors, compare: baseline, tolerance: {absolute: 0.5}}]
            """);
    String csv = HEAD + run("bad", HEALTHY.failing(0.2), at -> false);
    assertThat(judge(csv, "--plan", plan.toString(), "--format", "json"))
        .as(problem())
        .isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8)).contains("\"verdict\":\"not-worse\"").contains("\"bad\"");
  }

  @Test
  void emptyAndImpossibleCountsAreAnOutage() throws IOException {
    String healthy = run("one", HEALTHY, at -> at > 300);
    assertThat(judge(HEAD + healthy + "one,305,,,,\none,310,NaN,NaN,NaN,NaN\none,315,-4,0,0,0\n"))
        .isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8))
        .startsWith("one: undecided")
        .contains("held: counts contradict");
  }

  @Test
  void saysWhereAndWhyARowCannotBeRead() throws IOException {
    assertThat(judge(HEAD + "a,5,500,1,0,0\na,ten,500,1,0,0\n")).isEqualTo(Exit.USAGE);
    assertThat(problem())
        .isEqualTo(
            """
            data.csv:3:3: expected a number, but found 'ten' [not-a-number]
              fix: write a number, or nothing for none
            """);
  }

  @Test
  void saysWhichColumnIsMissing() throws IOException {
    assertThat(judge("run,time,stable_requests,stable_errors,canary_requests\n"))
        .isEqualTo(Exit.USAGE);
    assertThat(problem()).contains("data.csv:1:1").contains("no 'canary_errors'");
    assertThat(judge(HEAD.replace("canary_errors", "canary_error"))).isEqualTo(Exit.USAGE);
    assertThat(problem()).contains("data.csv:1:56").contains("fix: write canary_errors");
  }

  @Test
  void wantsTheRowsOfARunTogether() throws IOException {
    assertThat(judge(HEAD + "a,5,500,1,0,0\nb,5,500,1,0,0\na,10,500,1,0,0\n"))
        .isEqualTo(Exit.USAGE);
    assertThat(problem()).contains("data.csv:4:1").contains("[scattered-run]");
  }

  /// Half an hour of the stable and ten minutes of a canary that is slower.
  private static String timed(String name, Slower slower) {
    StringBuilder rows = new StringBuilder();
    TimedTraffic traffic = new TimedTraffic(HEALTHY, slower, 100, 5, 1);
    while (traffic.at() < 600) {
      TimedTraffic.Tick tick = traffic.next(traffic.at() < 0 ? 0 : 0.2);
      long stable = tick.stable().requests();
      long canary = tick.canary().requests();
      rows.append("%s,%.0f,%d,0,%d,0".formatted(name, tick.at(), stable, canary));
      cumulative(rows, tick.stable());
      cumulative(rows, tick.canary());
      rows.append('\n');
    }
    return rows.toString();
  }

  private static void cumulative(StringBuilder rows, Histogram times) {
    long sum = 0;
    for (long count : times.counts()) {
      sum += count;
      rows.append(',').append(sum);
    }
  }

  private static String timedHead() {
    StringBuilder head = new StringBuilder(HEAD.strip());
    for (String side : List.of("stable", "canary")) {
      for (double bound : TimedTraffic.BOUNDS) {
        String name = Double.isInfinite(bound) ? "inf" : BigDecimal.valueOf(bound).toPlainString();
        head.append(',').append(side).append("_le_").append(name);
      }
    }
    return head.append('\n').toString();
  }

  @Test
  void judgesLatencyWhereThereAreBuckets() throws IOException {
    String csv = timedHead() + timed("same", Slower.NOT) + timed("slow", new Slower(1, 2));
    assertThat(judge(csv)).as(problem()).isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8).lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("same: not-worse at "))
        .anyMatch(line -> line.startsWith("slow: worse at ") && line.contains(" ms, of the "));
  }

  @Test
  void oneKeyCannotDecideAlone() throws IOException {
    StringBuilder rows = new StringBuilder("key," + HEAD);
    for (int time = -1795; time <= 600; time += 5) {
      for (int key = 0; key < 10; key++) {
        rows.append("k%d,one,%d,40,0,%d,0%n".formatted(key, time, time > 0 ? 3 : 0));
      }
      int failed = time > 100 && time <= 160 ? 10 : 0;
      rows.append("big,one,%d,0,0,%d,%d%n".formatted(time, time > 0 ? 10 : 0, failed));
    }
    assertThat(judge(rows.toString())).as(problem()).isEqualTo(Exit.OK);
    assertThat(out.toString(UTF_8)).startsWith("one: not-worse").contains("big alone has 100 %");
  }

  @Test
  void wantsTheSameBucketsOfBothSides() throws IOException {
    assertThat(judge(HEAD.strip() + ",stable_le_0.1,stable_le_inf,canary_le_inf\n"))
        .isEqualTo(Exit.USAGE);
    assertThat(problem())
        .contains("data.csv:1:70")
        .contains("no 'canary_le_0.1' beside 'stable_le_0.1'")
        .contains("fix: add canary_le_0.1, or leave stable_le_0.1 out");
    assertThat(judge(HEAD.strip() + ",stable_le_0.1,stable_le_1,canary_le_1,canary_le_0.1\n"))
        .isEqualTo(Exit.USAGE);
    assertThat(problem()).contains("but found no 'stable_le_inf'");
  }

  @Test
  void wantsAKeyOnceAtATime() throws IOException {
    assertThat(judge("key," + HEAD + "a,one,5,9,0,0,0\nb,one,5,9,0,0,0\na,one,5,9,0,0,0\n"))
        .isEqualTo(Exit.USAGE);
    assertThat(problem()).contains("data.csv:4:1").contains("[double-key]");
  }

  @Test
  void wantsAFile() throws IOException {
    assertThat(judge(HEAD, "--plan", root.resolve("none.yaml").toString())).isEqualTo(Exit.USAGE);
    assertThat(problem()).contains("--plan none.yaml does not exist");
  }
}
