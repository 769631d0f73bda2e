package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static Terminal of(String terminals, Map<String, String> environment) {
    Properties properties = new Properties();
    properties.setProperty("sluice.terminal", terminals);
    return Terminal.of(System.out, System.err, properties, environment);
  }

  @Test
  void coloursOnlyWhatATerminalShows() {
    assertThat(of("out,err", Map.of()).colour()).isTrue();
    assertThat(of("err", Map.of()).colour()).isFalse();
    assertThat(of("", Map.of()).colour()).isFalse();
  }

  @Test
  void staysPlainWhereColourIsNotWanted() {
    assertThat(of("out,err", Map.of("NO_COLOR", "1")).colour()).isFalse();
    assertThat(of("out,err", Map.of("TERM", "dumb")).colour()).isFalse();
  }

  @Test
  void showsProgressOnlyToAWatchingPerson() {
    assertThat(of("out,err", Map.of()).interactive()).isTrue();
    assertThat(of("out", Map.of()).interactive()).isFalse();
    assertThat(of("out,err", Map.of("TERM", "dumb")).interactive()).isFalse();
  }
}
