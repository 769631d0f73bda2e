package dev.sluice.flow.criterion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The reference of all criteria is what they say of themselves. `-Dupdate=true` writes it anew.
class ReferenceTest {
  private static final Path PAGE = Path.of("../docs/criteria.md");

  @Test
  void pageSaysWhatTheCriteriaSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "docs/criteria.md; write it anew with: mvn test -pl flow -Dtest=ReferenceTest"
                + " -Dupdate=true")
        .isEqualTo(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Criteria

            Generated from the criteria themselves; `sluice explain CRITERION` shows the same with examples.
            """);
    for (Stage stage : Stage.values()) {
      if (!Criteria.of(stage).isEmpty()) {
        stage(stage, page);
      }
    }
    return page.toString();
  }

  private static void stage(Stage stage, StringBuilder page) {
    page.append("\n## ").append(stage.number()).append(" · ").append(stage.title()).append('\n');
    if (!stage.entry().isEmpty()) {
      page.append("\nEnters when these are known: `")
          .append(String.join("`, `", stage.entry()))
          .append("`.\n");
    }
    Criteria.of(stage).stream()
        .map(Criterion::definition)
        .sorted(Comparator.comparing(Definition::id))
        .forEach(definition -> criterion(definition, page));
  }

  private static void criterion(Definition definition, StringBuilder page) {
    page.append("\n### `").append(definition.id()).append("`\n\n");
    page.append("**")
        .append(definition.asks())
        .append("** ")
        .append(definition.why())
        .append("\n\n");
    page.append("- declared: ").append(definition.declared()).append('\n');
    if (definition.enforced() != null) {
      page.append("- enforced: ").append(definition.enforced()).append('\n');
    }
    if (definition.proven() != null && definition.maxAge() != null) {
      page.append("- proven, for ").append(definition.maxAge().toDays()).append(" days: ");
      page.append(definition.proven()).append('\n');
    }
    if (definition.ofWhatRuns()) {
      page.append("- does not arise for a library or a tool, which others run\n");
    }
    String reads =
        definition.reads().stream()
            .map(Class::getSimpleName)
            .sorted()
            .collect(Collectors.joining("`, `"));
    if (!reads.isEmpty()) {
      page.append("- looks at: `").append(reads).append("`\n");
    }
  }
}
