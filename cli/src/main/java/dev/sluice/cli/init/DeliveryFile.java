package dev.sluice.cli.init;

import dev.sluice.cli.check.Check;
import dev.sluice.survey.delivery.Deliveries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The `delivery.yaml` at the root of a repository, as it was read.
///
/// @param bytes what it held; null when it was not there
record DeliveryFile(Path path, byte @Nullable [] bytes) {
  static DeliveryFile in(Path root) throws IOException {
    Path path = root.resolve(Deliveries.FILE);
    return new DeliveryFile(path, Files.isRegularFile(path) ? Files.readAllBytes(path) : null);
  }

  /// Its text; null when it was not there.
  @Nullable String text() {
    byte[] read = bytes;
    return read == null ? null : new String(read, StandardCharsets.UTF_8);
  }

  /// Why it cannot be added to, or null.
  @Nullable String refuses(Check.Result seen) {
    if (Files.isSymbolicLink(path)) {
      return "delivery.yaml is a link; give the directory that it leads to";
    }
    if (bytes == null && Files.exists(path)) {
      return "delivery.yaml is not a file";
    }
    if (seen.judged().isEmpty() || !seen.judged().getFirst().assessment().path().equals(".")) {
      return "delivery.yaml only lists the deliveries of a monorepo; give the directory of one";
    }
    return bytes != null && !seen.judged().getFirst().delivery().written()
        ? "there is a delivery.yaml of another tool; move it first"
        : null;
  }

  /// Writes the file as a whole or not at all.
  ///
  /// @return whether it was written; not when somebody changed it since it was read
  boolean write(String text) throws IOException {
    DeliveryFile now = in(path.toAbsolutePath().getParent());
    if (!Arrays.equals(now.bytes, bytes)) {
      return false;
    }
    Whole.write(path, text);
    return true;
  }
}
