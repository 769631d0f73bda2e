package dev.sluice.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Main;
import dev.sluice.cli.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sluice init` as somebody types it.
class InitCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path root;

  @BeforeEach
  void repository() throws IOException {
    Files.writeString(root.resolve("Dockerfile"), "FROM scratch\nCMD [\"/app\"]\n");
    Files.createDirectories(root.resolve(".github"));
    Files.writeString(root.resolve(".github/CODEOWNERS"), "/.github/ @acme/platform\n");
  }

  private int run(@Nullable String typed, String... args) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("init", root.toString()));
    all.addAll(List.of(args));
    BufferedReader in = typed == null ? null : new BufferedReader(new StringReader(typed));
    Terminal terminal = new Terminal(stream(out), stream(err), false, false, in);
    return Main.run(terminal, all.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Path delivery() {
    return root.resolve("delivery.yaml");
  }

  @Test
  void writesTheFileInOneShotAndChangesNothingTheSecondTime() throws IOException {
    assertThat(run(null, "--one-shot")).isEqualTo(Exit.OK);
    assertThat(out()).contains("wrote delivery.yaml", "criteria rest on assumptions");
    String first = Files.readString(delivery());
    assertThat(first).contains("found in Dockerfile:", "found in .github/CODEOWNERS:1");

    assertThat(run(null, "--one-shot")).isEqualTo(Exit.OK);
    assertThat(out()).contains("nothing was changed");
    assertThat(Files.readString(delivery())).isEqualTo(first);
    try (var files = Files.list(root)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("Dockerfile", ".github", "delivery.yaml");
    }
  }

  @Test
  void saysWhatToDoWhereNobodyCanBeAsked() {
    assertThat(run(null)).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("no terminal to ask at", "--one-shot", "--answers");
    assertThat(delivery()).doesNotExist();
  }

  @Test
  void asksExplainsAndWrites() throws IOException {
    assertThat(run("?\nproduction\n" + "\n".repeat(9))).isEqualTo(Exit.OK);
    assertThat(err()).contains("1/", "verdicts)", "the way from one to the next");
    assertThat(Files.readString(delivery())).contains("# answered: ");
    assertThat(root.resolve(".sluice/init-answers.yaml")).doesNotExist();
  }

  @Test
  void goesOnWhereItWasBrokenOff() throws IOException {
    String first = "staging, production";
    assertThat(run(first + "\n")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("stopped", "the answers so far are kept");
    assertThat(delivery()).doesNotExist();
    assertThat(Files.readString(root.resolve(".sluice/init-answers.yaml"))).contains(first);

    assertThat(run("-\n".repeat(9))).isEqualTo(Exit.OK);
    assertThat(err()).contains("going on with 1 answer from before");
    assertThat(Files.readString(delivery())).contains("answered: environments");
  }

  @Test
  void asksAgainWhenAnAnswerCannotBeUsed() {
    assertThat(run("perhaps\n9\n\n" + "\n".repeat(9))).isEqualTo(Exit.OK);
    assertThat(err()).contains("expected one of", "but found '");
  }

  @Test
  void takesAnswersFromAFile() throws IOException {
    Path answers =
        Files.writeString(root.resolve("answers.txt"), "owner: team-shop\nsupport: 24x7\n");

    assertThat(run(null, "--answers", answers.toString())).isEqualTo(Exit.OK);
    assertThat(Files.readString(delivery())).contains("team-shop", "24x7");
  }

  @Test
  void refusesAnswersToQuestionsThatItDoesNotKnow() throws IOException {
    Path answers = Files.writeString(root.resolve("answers.txt"), "ownr: team-shop\n");

    assertThat(run(null, "--answers", answers.toString())).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("answers.txt:1:1", "unknown-question");
    assertThat(delivery()).doesNotExist();
  }

  @Test
  void printsInsteadOfWriting() {
    assertThat(run(null, "--one-shot", "--dry-run")).isEqualTo(Exit.OK);
    assertThat(out()).contains("apiVersion: sluice.dev/v1");
    assertThat(err()).contains("would write delivery.yaml");
    assertThat(delivery()).doesNotExist();
  }

  @Test
  void leavesAFileWithErrorsAlone() throws IOException {
    Files.writeString(delivery(), "apiVersion: sluice.dev/v1\nkind: Delivery\nmetadata: {}\n");

    assertThat(run(null, "--one-shot")).isEqualTo(Exit.USAGE);
    assertThat(err()).contains("delivery.yaml:3", "nothing was written");
    assertThat(Files.readString(delivery())).endsWith("metadata: {}\n");
  }
}
