package dev.sluice.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
  @TempDir private Path directory;

  @Test
  void neverGetsLongerThanTwiceAMegabyte() throws Exception {
    Path file = directory.resolve("a.log");

    new BoundedLog(file).take(new ByteArrayInputStream(new byte[3_500_000]));

    assertThat(Files.size(file)).isLessThanOrEqualTo(1_000_000);
    assertThat(Files.size(directory.resolve("a.log.1"))).isLessThanOrEqualTo(1_000_000);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void whatCannotBeWrittenIsLost() {
    new BoundedLog(directory.resolve("missing/a.log")).take(new ByteArrayInputStream(new byte[10]));

    assertThat(directory.resolve("missing")).doesNotExist();
  }
}
