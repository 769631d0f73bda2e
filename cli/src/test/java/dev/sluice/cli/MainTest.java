package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(new Terminal(stream(out), stream(err), false, false), args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void printsTheVersionOfTheBuild() {
    assertThat(run("--version")).isEqualTo(Exit.OK);
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("sluice \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void listsEveryCommandInItsHelp() {
    assertThat(run("--help")).isEqualTo(Exit.OK);
    for (Commands command : Commands.values()) {
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("  " + command.id() + " ");
    }
  }

  @Test
  void helpsWithEveryCommand() {
    for (Commands command : Commands.values()) {
      out.reset();
      assertThat(run(command.id(), "--help")).isEqualTo(Exit.OK);
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: sluice " + command.id());
    }
  }

  @Test
  void exitsWith2AndShowsTheWayWhenNothingIsAsked() {
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: sluice");
  }

  @Test
  void exitsWith2ForAnUnknownOptionAndSuggestsOne() {
    assertThat(run("--versoin")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("unknown option '--versoin'", "--version", "see: sluice --help");
  }

  @Test
  void exitsWith2ForAnUnknownCommandAndSuggestsOne() {
    assertThat(run("completoin")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean completion?");
  }

  @Test
  void exitsWith2WhenAParameterIsMissing() {
    assertThat(run("completion")).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("SHELL", "see: sluice completion --help");
  }

  @Test
  void completesEveryCommandInBashAndZsh() {
    for (String shell : new String[] {"bash", "zsh"}) {
      out.reset();
      assertThat(run("completion", shell)).isEqualTo(Exit.OK);
      for (Commands command : Commands.values()) {
        assertThat(out.toString(StandardCharsets.UTF_8))
            .contains("_picocli_sluice_" + command.id());
      }
    }
  }
}
