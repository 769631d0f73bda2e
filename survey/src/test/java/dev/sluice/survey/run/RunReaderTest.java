package dev.sluice.survey.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReaderTest {
  private static final String DRILL =
      """
      {
        "schema": "sluice.dev/run/v1",
        "kind": "rollback-drill",
        "at": "2026-05-04T09:12:00Z",
        "service": "storefront",
        "environment": "staging",
        "succeeded": true,
        "summary": "1.4.3 went back to 1.4.2 in 3 minutes",
        "values": {"duration": "PT3M", "trigger": "errors"}
      }
      """;

  @TempDir Path root;

  @Test
  void readsARun() {
    Run run = read(DRILL).of(Run.class).getFirst();
    assertThat(run.kind()).isEqualTo(Run.Kind.ROLLBACK_DRILL);
    assertThat(run.at()).isEqualTo(Instant.parse("2026-05-04T09:12:00Z"));
    assertThat(run.succeeded()).isTrue();
    assertThat(run.values()).containsEntry("duration", "PT3M");
    assertThat(run.source()).hasToString(".sluice/runs/drill.json:1:1");
  }

  @Test
  void readsOnlyFromItsOwnDirectory() {
    Facts facts = new Fixture(root).file("runs/drill.json", DRILL).read(new RunReader());
    assertThat(facts.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sluice.dev/run/v1 | sluice.dev/run/v9 | 2:13
          rollback-drill    | rolled            | 3:11
          2026-05-04T09:12:00Z | yesterday      | 4:9
          : true            | : "true"          | 7:16
          "PT3M"            | 3                 | 9:26
          "service"         | "sevrice"         | 5:3
          "summary": "1.4.3 went back to 1.4.2 in 3 minutes", | `` | 1:1
          """)
  void refusesWhatDoesNotFitAtItsPlace(String sound, String wrong, String place) {
    Facts facts = read(DRILL.replace(sound, wrong));
    assertThat(facts.of(Run.class)).isEmpty();
    Unreadable unreadable = facts.of(Unreadable.class).getFirst();
    assertThat(unreadable.source()).hasToString(".sluice/runs/drill.json:" + place);
    assertThat(unreadable.hides()).containsExactly(Run.class);
  }

  @Test
  void aKeyWrittenTwiceIsRefused() {
    Facts facts =
        read(DRILL.replace("\"succeeded\": true", "\"succeeded\": false, \"succeeded\": true"));
    assertThat(facts.of(Run.class)).isEmpty();
    assertThat(facts.of(Unreadable.class)).hasSize(1);
  }

  private Facts read(String json) {
    return new Fixture(root).file(".sluice/runs/drill.json", json).read(new RunReader());
  }
}
