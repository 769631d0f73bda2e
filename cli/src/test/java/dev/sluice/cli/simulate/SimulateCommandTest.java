package dev.sluice.cli.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class SimulateCommandTest {
  private static final Path STOREFRONT = Path.of("../examples/storefront");
  private static final String HEAD =
      """
      apiVersion: sluice.dev/v1
      kind: Delivery
      metadata: {name: shop}
      environments:
        - {name: staging}
        - {name: production-eu, production: true, promotesFrom: staging}
        - {name: production-us, production: true, promotesFrom: staging}
      """;
  private static final String BASELINE =
      HEAD
          + """
          cd:
            strategy:
              canary:
                steps: [{setWeight: 10}, {pause: PT1M}, {setWeight: 50}, {pause: PT1M}]
                bake: PT1M
                analysis: [{name: errors, source: splitter, compare: baseline}]
          releaseSafety:
            blastRadius: {maxShare: 50, maxRequests: 10000}
            recovery: {checks: [errors], within: PT10M}
          """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path root;

  private int simulate(Path path, String... more) {
    List<String> arguments = new ArrayList<>(List.of("simulate", path.toString()));
    arguments.addAll(List.of(more));
    return Main.run(
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false),
        arguments.toArray(new String[0]));
  }

  private Path delivery(String yaml) throws IOException {
    Files.writeString(root.resolve("delivery.yaml"), yaml);
    return root;
  }

  private String text() {
    return out.toString(UTF_8);
  }

  @Test
  void saysOfTheExampleHowFastABadReleaseIsStopped() {
    assertThat(simulate(STOREFRONT, "--runs", "10")).isEqualTo(Exit.OK);
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(text())
        .startsWith("storefront · production · canary\n\nthe plan, 12 min 39 s at its fastest\n")
        .contains("     0:00     5 %  ██                              2 min, errors not worse\n")
        .contains("  12:25   100 %  ██████████████████████████████\n")
        .containsPattern(" +20 % +100 % +\\d\\d s +\\d\\d s ")
        .contains("* 0.5 %: every criterion tolerates that much")
        .contains("stopped for nothing: 0, so at most 30 % of them (95 % confidence)")
        .containsPattern("✓ releaseSafety.blastRadius.maxRequests: 20,000 declared; p95 [\\d,]+ of")
        .contains("taken as passed: latency");
    assertThat(text().lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
  }

  @Test
  void comparesWithTheBaselineAndTakesLikeEnvironmentsTogether() throws IOException {
    int code = simulate(delivery(BASELINE), "--runs", "10", "--noise", "0", "--bad", "20%");
    assertThat(code).isEqualTo(Exit.OK);
    assertThat(text())
        .startsWith("shop · production-eu, production-us · canary\n")
        .contains("bake 1 min")
        .containsPattern("✓ releaseSafety.recovery.within: 10 min declared; p95 .+ of a release");
  }

  @Test
  void whatIsDeclaredAndNotKeptShutsTheGate() throws IOException {
    String strict = BASELINE.replace("maxShare: 50", "maxShare: 5");
    int code = simulate(delivery(strict), "--runs", "5", "--noise", "0", "--bad", "20%");
    assertThat(code).isEqualTo(Exit.SHUT);
    assertThat(text())
        .contains("✗ releaseSafety.blastRadius.maxShare: 5 % declared; p95 10 % of a release that")
        .contains("not kept")
        .contains("fix: a smaller share to begin with");
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    delivery(BASELINE);
    String[] options = {"--runs", "6", "--format", "json", "--seed", "42", "--bad", "20%,2%"};
    assertThat(simulate(root, options)).isEqualTo(Exit.OK);
    String first = text();
    out.reset();
    assertThat(simulate(root, options)).isEqualTo(Exit.OK);
    assertThat(text()).isEqualTo(first);
    assertThat(keys(first))
        .contains("schema", "planSeconds", "stoppedShare95", "ofBigBang", "declared", "kept");
    assertThat(first)
        .contains("\"schema\" : \"sluice.dev/simulation/v1\"")
        .contains("\"runs\" : 6", "\"seed\" : 42");
  }

  private static List<String> keys(String text) {
    List<String> keys = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.PROPERTY_NAME) {
          keys.add(parser.currentName());
        }
      }
    }
    return keys;
  }

  @Test
  void whatNothingWouldStopIsSaidPlainly() throws IOException {
    delivery(HEAD + "cd: {strategy: {bigBang: {schedule: scheduled-batch}}}\n");
    assertThat(simulate(root, "--rate", "50", "--bad", "20%", "--runs", "1")).isEqualTo(Exit.SHUT);
    assertThat(text())
        .isEqualTo(
            """
            shop · production-eu, production-us · bigBang

            the plan, 14 s at its fastest
                 0:00   100 %  ██████████████████████████████

            nothing stops a release that fails: the strategy has no stop criterion
              it has all the traffic 14 s after it began, and keeps it until a person acts;
                until then:
              20 % of what users ask for fails: 10 requests a second, 600 a minute
              fix: declare an analysis in cd.strategy, and a share to begin with

            assumed: 50 requests/s, of which 0.1 % fail now; rates of both sides vary by CV
              0.5 from minute to minute; counted every 5 s, read 15 s late; 1 h of history;
              4 instances, ready in 10 s; approved after 1 min; health checks pass; seed 1
            """);
  }

  @Test
  void anEnvironmentsOwnStrategyIsSimulatedForItself() throws IOException {
    String own =
        BASELINE.replace(
            "cd:\n",
            """
            cd:
              environments:
                - {environment: production-us, strategy: {rolling: {maxSurge: "1"}}}
            """);
    delivery(own);
    assertThat(simulate(root, "--environment", "production-us", "--runs", "1"))
        .isEqualTo(Exit.SHUT);
    assertThat(text()).startsWith("shop · production-us · rolling\n");
    out.reset();
    simulate(root, "--runs", "1", "--bad", "20%");
    assertThat(text())
        .contains("shop · production-eu · canary\n", "\nshop · production-us · rolling\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate|0|--rate: expected a number from 0.01 to 1000000, but found '0'",
        "--rate|fast|--rate: expected a number from 0.01 to 1000000, but found 'fast'",
        "--errors|0.1|--errors: expected a percentage above 0 and below 100, 0.5% say, but found"
            + " '0.1'",
        "--bad|20%,0.05%|--bad: expected more than --errors, but found '0.05%'",
        "--bad|20%,|--bad: expected a percentage above 0 and below 100, 0.5% say, but found ''",
        "--noise|-1|--noise: expected a number from 0 to 3, but found '-1'",
        "--runs|0|--runs: expected a whole number from 1 to 100000, but found '0'",
        "--seed|x|--seed: expected a whole number, but found 'x'",
        "--environment|test|--environment: expected one of staging, production-eu, production-us,"
            + " but found 'test'",
        "--format|xml|--format: expected one of text, json, but found 'xml'"
      })
  void saysWhatIsWrongWithAValue(String option, String value, String message) throws IOException {
    delivery(BASELINE);
    assertThat(simulate(root, option, value)).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).startsWith("sluice: " + message + "\n");
    assertThat(text()).isEmpty();
  }

  @Test
  void helpWritesPercentSignsOnce() {
    assertThat(simulate(root, "--help")).isEqualTo(Exit.OK);
    assertThat(text()).contains("fail now; 0.1% by default", "20%,2%,0.5%").doesNotContain("%%");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(simulate(root)).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("expected a directory with a delivery.yaml");
    err.reset();
    assertThat(simulate(delivery(HEAD))).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("no deployment strategy to simulate: declare");
    err.reset();
    assertThat(simulate(delivery("kind: Delivery\n"))).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("delivery.yaml:1:1: expected ");
  }
}
