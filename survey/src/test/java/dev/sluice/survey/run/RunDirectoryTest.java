package dev.sluice.survey.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.survey.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final String CHECK =
      """
      {"schema": "sluice.dev/run/v1", "kind": "check", "at": "2026-05-04T09:12:00Z",
       "succeeded": true, "summary": "it ran", "values": {"check": "e2e"}}
      """;

  @TempDir Path root;

  @Test
  void readsTheRecordsOfOneDeliveryAndNothingElse() throws IOException {
    assertThat(RunReader.of(root).all()).as("there is no such directory").isEmpty();
    new Fixture(root)
        .file(".gitignore", ".sluice/\n")
        .file(".sluice/runs/one.json", CHECK)
        .file(".sluice/runs/two.json", "{")
        .file(".sluice/runs/notes.txt", "{")
        .file(".sluice/applied/.sluice/runs/three.json", CHECK)
        .file("api/.sluice/runs/four.json", CHECK);
    Facts facts = RunReader.of(root);
    assertThat(facts.of(Run.class))
        .singleElement()
        .returns(Run.Kind.CHECK, Run::kind)
        .extracting(run -> run.source().toString())
        .isEqualTo(".sluice/runs/one.json:1:1");
    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .extracting(file -> file.source().file())
        .isEqualTo(".sluice/runs/two.json");
  }
}
