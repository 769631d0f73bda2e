package dev.sluice.flow.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no",
        "Yes",
        "null",
        "~",
        "1.20",
        "12:30",
        "0x1f",
        "1e3",
        ".inf",
        ".5",
        "...",
        "---",
        "- a",
        "a: b",
        "a:",
        "a #b",
        "#b",
        "{a}",
        "[a]",
        "a, b",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "'a'",
        "\"a\"",
        "a\"b",
        "a\\b",
        "\\",
        "<<",
        "=",
        "? a",
        ":a",
        "2026-01-01",
        "trailing ",
        " leading",
        "two  spaces",
        "tab\tbed",
        "line\nbreak\n",
        "line\nbreak",
        "\n",
        "a\n\nb\n",
        "a\n  b\n",
        " a\nb\n",
        "a\n\n",
        "bell\u0007",
        "\u00fcber",
        "\u2028",
        "\ufeff",
        "\ud83d\ude80",
        "sum(rate(x{code=~\"5..\"}[5m])) / 2 > 0.01",
        "docs/runbooks/errors.md#a",
        "ghcr.io/acme/x@sha256:00",
        "https://example.com/a?b=c",
        "2m",
        "5 minutes",
        "on: push"
      })
  void keepsEveryTextAsItIs(String text) {
    YamlMap map = YamlMap.of("key", text).and("list", List.of(text, YamlMap.of("inner", text)));
    Yaml read = read(YamlWriter.write(map));
    assertThat(scalar(read.get("key")).text()).isEqualTo(text);
    assertThat(scalar(read.items("list").getFirst()).text()).isEqualTo(text);
    assertThat(read.items("list").getLast().string("inner")).isEqualTo(text.isEmpty() ? "" : text);
    assertThat(scalar(read("{a: " + YamlWriter.scalar(text) + ", b: [c]}").get("a")).text())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "1.20", "12:30", "null", "", "2026-01-01", "0777", "1_000"})
  void quotesWhatAReaderCouldTakeForSomethingElse(String text) {
    assertThat(YamlWriter.scalar(text)).isEqualTo("\"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"storefront", "apps/v1", "5 minutes", "2m", "docs/a.md"})
  void leavesWordsPlain(String text) {
    assertThat(YamlWriter.scalar(text)).isEqualTo(text);
  }

  @Test
  void writesBlocksListsAndMaps() {
    YamlMap map =
        YamlMap.of("kind", "Rule")
            .and("absent", null)
            .and("spec", YamlMap.of("on", true).and("count", 3).and("none", List.of()))
            .and(
                "rules",
                List.of(YamlMap.of("expr", "a\n  / b\n").and("labels", YamlMap.of("a", "b")), "x"));
    assertThat(YamlWriter.write(List.of(map, YamlMap.of("empty", YamlMap.of()))))
        .isEqualTo(
            """
            kind: Rule
            spec:
              "on": true
              count: 3
              none: []
            rules:
              - expr: |
                  a
                    / b
                labels:
                  a: b
              - x
            ---
            empty: {}
            """);
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> YamlWriter.write(YamlMap.of("a", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Yaml read(String text) {
    YamlFile file = YamlReader.read("test.yaml", text.getBytes(UTF_8));
    assertThat(file.problems()).as(text).isEmpty();
    return file.documents().getFirst();
  }

  private static Yaml.Scalar scalar(@Nullable Yaml node) {
    assertThat(node).isInstanceOf(Yaml.Scalar.class);
    return (Yaml.Scalar) Objects.requireNonNull(node);
  }
}
