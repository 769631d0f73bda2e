package dev.sluice.survey.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
  @ParameterizedTest
  @CsvSource({
    "*.log, a/b/c.log, true",
    "*.log, a/b/c.logs, false",
    "node_modules/, x/node_modules/, true",
    "node_modules/, x/node_modules, false",
    "/build, build, true",
    "/build, a/build, false",
    "a/b, a/b, true",
    "a/b, x/a/b, false",
    "**/a/b, x/y/a/b, true",
    "**/a/b, a/b, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/x/y/c, false",
    "a/**, a/x/y, true",
    "a/**, a, false",
    "*.[oa], x.o, true",
    "*.[!oa], x.o, false",
    "f[0-9]?, f42, true",
    "f[0-9]?, fx2, false",
    "\\#x, #x, true",
    "\\!x, !x, true",
    "a*b*c, axxbyyc, true",
    "a*b*c, axxbyyd, false",
    "'x\\ ', 'x ', true",
    "'x  ', x, true",
    "# x, x, false",
  })
  void matchesAsGitDoes(String pattern, String path, boolean ignored) {
    assertThat(ignores(pattern, path)).isEqualTo(ignored);
  }

  @Test
  void lastMatchingRuleWins() {
    assertThat(ignores("*.env\n!prod.env", "prod.env")).isFalse();
    assertThat(ignores("!prod.env\n*.env", "prod.env")).isTrue();
  }

  @Test
  void patternFullOfStarsTakesNoTime() {
    String pattern = "*a".repeat(2000) + "b";
    String path = "a".repeat(4000);
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), () -> ignores(pattern, path)))
        .isFalse();
    String deep = "**/a/".repeat(1000) + "b";
    String steps = "a/".repeat(2000) + "c";
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), () -> ignores(deep, steps)))
        .isFalse();
  }

  private static boolean ignores(String rules, String entry) {
    boolean directory = entry.endsWith("/");
    String path = directory ? entry.substring(0, entry.length() - 1) : entry;
    Boolean answer =
        IgnoreRules.parse(rules.getBytes(StandardCharsets.UTF_8))
            .ignores(path, path.substring(path.lastIndexOf('/') + 1), directory);
    return Boolean.TRUE.equals(answer);
  }
}
