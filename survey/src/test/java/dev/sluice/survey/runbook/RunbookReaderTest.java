package dev.sluice.survey.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Runbook;
import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookReaderTest {
  @TempDir Path root;
  private Fixture fixture;

  @BeforeEach
  void setUp() {
    fixture = new Fixture(root);
  }

  @Test
  void readsRunbooksByPlaceAndByName() {
    fixture.file("docs/runbooks/errors.md", "# Too many errors\n\n## What to do\n");
    fixture.file("docs/rollback-runbook.md", "Rolling back\n============\n");
    fixture.file("docs/architecture.md", "# Architecture\n");
    assertThat(read().of(Runbook.class))
        .extracting(Runbook::title)
        .containsExactly("Rolling back", "Too many errors");
    assertThat(read().of(Runbook.class).getLast().headings())
        .containsExactly("Too many errors", "What to do");
  }

  @Test
  void headingsInCodeAreNone() {
    fixture.file("runbooks/a.md", "# A\n```sh\n# not a heading\n```\n## B\n");
    assertThat(read().of(Runbook.class).getFirst().headings()).containsExactly("A", "B");
  }

  @Test
  void followsTheLinksOfAnIndex() {
    fixture.file("runbooks/errors.md", "# Errors\n");
    fixture.file(
        "runbooks/README.md",
        """
        - [errors](errors.md)
        - [gone](gone.md)
        - [elsewhere](https://example.org/x.md)
        ```
        [in code](nowhere.md)
        ```
        """);
    assertThat(read().of(RunbookLink.class))
        .extracting(RunbookLink::target, RunbookLink::found)
        .containsExactly(
            tuple("errors.md", true),
            tuple("gone.md", false),
            tuple("https://example.org/x.md", null));
    assertThat(read().of(RunbookLink.class).get(1).source()).hasToString("runbooks/README.md:2:10");
  }

  @Test
  void followsWhatADeliveryNames() {
    fixture.file(
        "delivery.yaml",
        """
        apiVersion: sluice.dev/v1
        kind: Delivery
        operations:
          alerts: [{name: Errors, runbook: docs/errors.md}]
          runbooks: [{covers: [rollback], path: docs/rollback.md}]
        """);
    fixture.file("docs/rollback.md", "# Rollback\n");
    assertThat(read().of(RunbookLink.class))
        .extracting(RunbookLink::found)
        .containsExactly(false, true);
  }

  private Facts read() {
    return fixture.read(new RunbookReader());
  }
}
