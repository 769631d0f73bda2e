package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static String report(Throwable failure, boolean debug) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code = Failure.report(failure, debug, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(code).isEqualTo(3);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RuntimeException failure(String message) {
    return new IllegalStateException(message);
  }

  @Test
  void givesTheSameFailureTheSameId() {
    assertThat(Failure.id(failure("one"))).isEqualTo(Failure.id(failure("another")));
  }

  @Test
  void givesAnotherKindOfFailureAnotherId() {
    assertThat(Failure.id(failure("one"))).isNotEqualTo(Failure.id(new RuntimeException("one")));
  }

  @Test
  void showsNoStackTraceUnlessDebugging() {
    assertThat(report(failure("odd"), false))
        .contains("[F-", "odd", "--debug")
        .doesNotContain("\tat ");
    assertThat(report(failure("odd"), true)).contains("[F-", "\tat dev.sluice.cli.FailureTest");
  }

  @Test
  void printsNoControlCharactersOfAMessage() {
    assertThat(report(failure("odd\u001b[31m"), false)).doesNotContain("\u001b");
  }
}
