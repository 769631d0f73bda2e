package dev.sluice.survey.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final Set<String> COMMAND_OPTIONS =
      Set.of(
          "with", "and", "without", "soft", "fails", "never", "skips", "target", "values", "stop",
          "remote", "cluster", "gitops", "counts");
  private static final Set<String> ACTION_OPTIONS =
      Set.of(
          "with", "without", "soft", "fails", "never", "target", "script", "remote", "stop",
          "cluster", "gitops");

  @Test
  void everyRowUsesKnownOptionsOnly() {
    assertThat(Table.load("commands.txt").all())
        .hasSizeGreaterThan(400)
        .allSatisfy(row ->
            assertThat(row.options().keySet()).as(row.toString()).isSubsetOf(COMMAND_OPTIONS));
    assertThat(Table.load("actions.txt").all())
        .hasSizeGreaterThan(250)
        .allSatisfy(row ->
            assertThat(row.options().keySet()).as(row.toString()).isSubsetOf(ACTION_OPTIONS));
  }

  @Test
  void everyActionIsWrittenInLowerCase() {
    assertThat(Table.load("actions.txt").all())
        .allSatisfy(row -> assertThat(row.pattern()).singleElement().asString().isLowerCase());
  }

  @Test
  void givesRowsInTheirOrder() {
    List<Row> rows = Table.load("commands.txt").rows("terraform");

    assertThat(rows.getFirst().pattern()).containsExactly("terraform|tofu", "test");
    assertThat(Table.load("commands.txt").rows("nothing-of-ours")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"go test", "TEST", "go test test"})
  void refusesARowThatSaysNothing(String line) {
    assertThatThrownBy(() -> Row.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
