package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as users start it.
class DemoIT {
  @TempDir private Path directory;

  private final Set<ProcessHandle> started = new HashSet<>();

  @Test
  void aBadReleaseIsStoppedTakenBackAndRecoveryIsProven() throws Exception {
    Path place = directory.resolve("place");
    Path output = directory.resolve("output");
    Process demo = Sluice.start(output, "demo", "--keep", place.toString());
    try {
      for (int i = 0; i < 360 && !demo.waitFor(500, TimeUnit.MILLISECONDS); i++) {
        demo.descendants().forEach(started::add);
      }
      assertThat(demo.isAlive()).isFalse();
      assertThat(started).hasSizeGreaterThan(3);
    } finally {
      demo.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(demo.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("2.0.0 was taken back; 1.0.0 has all the traffic.")
        .contains("until recovery was proven")
        .contains("proven  release-safety.automation")
        .contains("proven  release-safety.recovery-validation");
    assertAllEnd();
  }

  @Test
  void endsEveryProcessThoughItIsKilled() throws Exception {
    Path place = directory.resolve("place");
    Path output = directory.resolve("output");
    Process demo = Sluice.start(output, "demo", "--keep", place.toString());
    try {
      for (int i = 0; i < 300 && !said(output).contains("is rolled out"); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(said(output)).contains("is rolled out");
      demo.descendants().forEach(started::add);
      assertThat(started).hasSizeGreaterThan(2);
    } finally {
      demo.destroyForcibly();
    }
    assertAllEnd();
  }

  /// The supervisor and its instances.
  private void assertAllEnd() throws InterruptedException {
    for (int i = 0; i < 150 && started.stream().anyMatch(ProcessHandle::isAlive); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(started).noneMatch(ProcessHandle::isAlive);
  }

  private static String said(Path output) throws Exception {
    return Files.exists(output) ? Files.readString(output) : "";
  }
}
