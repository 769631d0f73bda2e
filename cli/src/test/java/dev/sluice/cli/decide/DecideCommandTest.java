package dev.sluice.cli.decide;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideCommandTest {
  private static final String HEAD =
      "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {name: shop}\n";
  private static final String AT = "2026-06-01T00:00:00Z";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path root;

  @BeforeEach
  void owners() throws IOException {
    Files.writeString(root.resolve("CODEOWNERS"), "* @acme/shop\n/infra/ @acme/platform\n");
  }

  private int decide(String delivery, String... more) throws IOException {
    Files.writeString(root.resolve("delivery.yaml"), HEAD + delivery);
    return run(false, more);
  }

  private int run(boolean colour, String... more) {
    out.reset();
    err.reset();
    String[] arguments = new String[more.length + 4];
    arguments[0] = "decide";
    arguments[1] = root.toString();
    arguments[2] = "--at";
    arguments[3] = AT;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Main.run(
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), colour, false),
        arguments);
  }

  private String text() {
    return out.toString(UTF_8);
  }

  @Test
  void printsSignalRowChoiceAlternativeAndWhatItTurnsInto() throws IOException {
    assertThat(decide("context: {signals: {risk: high}}\ncd: {strategy: {canary: {}}}\n"))
        .isEqualTo(Exit.OK);
    assertThat(text())
        .contains(
            "risk        high       declared, delivery.yaml:4:27",
            "teams       several    inferred: 2 among the code owners: @acme/shop,",
            "CODEOWNERS:2:1",
            "infraChurn  unknown",
            "✓ progressive                                                   row high-risk",
            "because: high-risk production changes (risk: high)",
            "alternative: big-bang, with a recorded decision",
            "trade-off: safety against simplicity",
            "stage 4: cd.strategy",
            "key cd.strategy.canary: delivery.yaml:5:25",
            "not written: cd.strategy.blueGreen",
            "stage 5: iac.review",
            "silent: low-risk (risk: low)",
            "2 rows speak");
  }

  @Test
  void saysWhatIsInferredWithoutAFile() {
    assertThat(run(false)).isEqualTo(Exit.OK);
    assertThat(text()).contains("no delivery.yaml", "CODEOWNERS:2:1", "1 row speaks");
  }

  @Test
  void alternativeShowsWhoDecidedWhy() throws IOException {
    String decision =
        "decisions: [{table: deployment-strategy, choose: big-bang, rationale: one lock, by: ann,"
            + " at: 2026-05-01}]\n";
    assertThat(decide("context: {signals: {risk: high}}\n" + decision)).isEqualTo(Exit.OK);
    assertThat(text())
        .contains(
            "~ big-bang",
            "instead of: progressive",
            "delivery.yaml:5:13: one lock (ann, 2026-05-01)",
            "lowers no bar");
  }

  @Test
  void alternativeWithoutReasonExitsWith1AndSaysWhatIsMissing() throws IOException {
    assertThat(
            decide(
                """
                context: {signals: {risk: high}}
                decisions: [{table: deployment-strategy, choose: big-bang}]
                """))
        .isEqualTo(Exit.SHUT);
    assertThat(text())
        .contains(
            "✗ big-bang", "delivery.yaml:5:13: taken without rationale, by, at", "fix: complete");
  }

  @Test
  void rowsThatCannotCombineExitWith2AndAreBothNamed() throws IOException {
    String table =
        """
        context: {signals: {risk: high}}
        decisionTables:
          - table: deployment-strategy
            rows:
              - {id: nightly, signal: a nightly run, choose: big-bang, alternative: progressive, tradeOff: t}
        """;
    assertThat(decide(table)).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8))
        .contains(
            "delivery.yaml:8:9: expected choices that combine, but found `progressive` of row"
                + " high-risk beside `big-bang` of row nightly: one excludes the other"
                + " [choices-conflict]",
            "fix: ");
    assertThat(decide(table, "--format", "json")).isEqualTo(Exit.USAGE);
    assertThat(text()).contains("\"nightly\"", "\"one excludes the other\"");
  }

  @Test
  void staysWithin80ColumnsAndNeverDrivesTheTerminal() throws IOException {
    String long60 = "x".repeat(30) + " " + "y".repeat(29);
    assertThat(
            decide(
                """
                context: {signals: {risk: high}}
                decisionTables:
                  - table: deployment-strategy
                    rows:
                      - {id: "a\\e[31m", signal: "b\\e]0;%1$s", choose: wide, alternative: big-bang, tradeOff: "%1$s"}
                    choices:
                      - {name: wide, means: "%1$s\\n\\r%1$s", keys: [cd.strategy.canary]}
                """
                    .formatted(long60)))
        .isEqualTo(Exit.OK);
    assertThat(text()).contains("\\u001b[31m", "no criterion checks this choice");
    assertThat(text().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(text()).doesNotContain("\u001b");
  }

  @Test
  void coloursOnATerminalOnly() {
    assertThat(run(true)).isEqualTo(Exit.OK);
    assertThat(text()).contains("\u001b[1m");
  }

  @Test
  void writesTheSameJsonAgain() throws IOException {
    String delivery = "context: {signals: {risk: high, compliance: tight}}\n";
    assertThat(decide(delivery, "--format", "json")).isEqualTo(Exit.OK);
    String first = text();
    assertThat(first)
        .startsWith("{\n  \"schema\" : \"sluice.dev/decisions/v1\"")
        .contains("\"chosen\" : \"progressive\"", "\"speaks\" : false", "\"line\" : 4");
    assertThat(decide(delivery, "--format", "json")).isEqualTo(Exit.OK);
    assertThat(text()).isEqualTo(first);
  }

  @Test
  void exitsWith2ForAServiceThatIsNotThere() throws IOException {
    assertThat(decide("", "--service", "other")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(UTF_8)).contains("--service: expected one of shop");
  }
}
