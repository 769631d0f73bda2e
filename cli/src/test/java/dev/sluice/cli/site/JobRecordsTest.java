package dev.sluice.cli.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRecordsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final Release RELEASE = release("v1");

  @TempDir Path root;
  private int files;

  private static Release release(String config) {
    return new Release(
        "shop",
        new TreeMap<>(Map.of("shop", new Digest(DIGEST))),
        config,
        new TreeMap<>(),
        new TreeMap<>());
  }

  private void record(String at, boolean succeeded, String service, String key, String value)
      throws IOException {
    Path directory = Files.createDirectories(root.resolve(".sluice/runs"));
    Files.writeString(
        directory.resolve(++files + ".json"),
        """
        {"schema": "sluice.dev/run/v1", "kind": "check", "at": "%s", "service": "%s",
         "succeeded": %s, "summary": "it ran", "values": {"check": "e2e", "%s": "%s"}}
        """
            .formatted(at, service, succeeded, key, value));
  }

  private @Nullable Finding found() throws PortException {
    return new JobRecords(root, "store").of("e2e", RELEASE, NOW);
  }

  private Finding.@Nullable Kind kind() throws PortException {
    Finding found = found();
    return found == null ? null : found.kind();
  }

  @Test
  void theNewestRecordOfThisVeryReleaseCounts() throws Exception {
    assertThat(found()).isNull();
    record("2026-06-01T10:00:00Z", false, "shop", "release", RELEASE.id().value());
    assertThat(kind()).isEqualTo(Finding.Kind.WORSE);
    record("2026-06-01T11:00:00Z", true, "store", "digest", DIGEST);
    assertThat(kind()).isEqualTo(Finding.Kind.NOT_WORSE);
    record("2026-06-01T11:30:00Z", false, "shop", "release", release("v2").id().value());
    record("2026-06-01T11:30:00Z", false, "shop", "digest", "sha256:" + "b".repeat(64));
    record("2026-06-01T11:30:00Z", false, "other", "digest", DIGEST);
    assertThat(kind()).as("of others").isEqualTo(Finding.Kind.NOT_WORSE);
    record("2026-06-01T12:00:01Z", false, "shop", "digest", DIGEST);
    assertThat(kind()).as("of the future").isEqualTo(Finding.Kind.NOT_WORSE);
    record("2026-06-01T11:00:00Z", false, "shop", "digest", DIGEST);
    assertThat(kind()).as("of two at once, the one that failed").isEqualTo(Finding.Kind.WORSE);
  }

  @Test
  void readsAgainWhatHasChanged() throws Exception {
    JobRecords records = new JobRecords(root, "store");
    assertThat(records.of("e2e", RELEASE, NOW)).isNull();
    record("2026-06-01T10:00:00Z", true, "shop", "digest", DIGEST);
    assertThat(records.of("e2e", RELEASE, NOW)).isNotNull();
    Files.delete(root.resolve(".sluice/runs/1.json"));
    assertThat(records.of("e2e", RELEASE, NOW)).isNull();
  }

  @Test
  void aFileThatCannotBeReadMayBeTheNewest() throws Exception {
    record("2026-06-01T10:00:00Z", true, "shop", "digest", DIGEST);
    record("yesterday", false, "shop", "digest", DIGEST);
    assertThatThrownBy(this::found)
        .isInstanceOf(PortException.class)
        .hasMessageContaining(".sluice/runs/2.json");
  }
}
