package dev.sluice.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Artifacts;
import dev.sluice.cli.check.Check;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example without what watches it: what is made in its place counts for its gates.
class PlatformGatesTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "storefront");
  private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path work;

  @Test
  void rulesAndRunbooksOpenWhatWasShutWithoutThem() throws IOException {
    copyWithout("monitoring", "docs");
    List<String> criteria = List.of("operations.health-metrics", "secrets.alerting");
    Check.Judged before = judged();
    assertThat(unmet(before.assessment())).containsAll(criteria);
    for (Artifact artifact :
        Artifacts.of(
            new Material(before.delivery(), before.facts(), before.assessment(), AT, null))) {
      Path file = work.resolve(artifact.path());
      assertThat(file).doesNotExist();
      Files.createDirectories(file.getParent());
      Files.writeString(file, artifact.content());
    }
    Assessment after = judged().assessment();
    assertThat(unmet(after)).doesNotContainAnyElementsOf(criteria);
    assertThat(after.verdicts()).noneMatch(v -> v.state() == State.CONTRADICTED);
  }

  private Check.Judged judged() throws IOException {
    return Check.of(work, false, null, null, AT).judged().getFirst();
  }

  private static List<String> unmet(Assessment assessment) {
    return assessment.verdicts().stream().filter(v -> !v.met()).map(Verdict::id).toList();
  }

  private void copyWithout(String... directories) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = EXAMPLE.relativize(file);
        if (Stream.of(directories).noneMatch(d -> relative.startsWith(d))) {
          Path to = work.resolve(relative);
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }
}
