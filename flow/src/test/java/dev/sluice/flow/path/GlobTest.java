package dev.sluice.flow.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "docs/*, docs/a.md, true",
    "docs/*, docs/a/b.md, false",
    "docs/**, docs/a/b.md, true",
    "**, a/b, true",
    "**/*.md, README.md, true",
    "**/*.md, a/b/README.md, true",
    "**.md, a/b/README.md, true",
    "**/src/**, a/src/b, true",
    "**/src/**, src/b, true",
    "**/src/**, asrc/b, false",
    "a?c, abc, true",
    "a?c, a/c, false",
    "*, a/b, false",
    "'', '', true",
  })
  void matchesWholePaths(String pattern, String path, boolean matches) {
    assertThat(Glob.matches(pattern, path)).isEqualTo(matches);
  }

  @Test
  void takesNoExponentialTime() {
    assertThat(Glob.matches("*a".repeat(300) + "b", "a".repeat(3000))).isFalse();
  }
}
