package dev.sluice.cli.init;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a file as a whole or not at all.
final class Whole {
  private Whole() {}

  /// Writes beside the file and moves into its place. A file that was there keeps its permissions.
  static void write(Path file, String text) throws IOException {
    Path directory = requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
    Files.createDirectories(directory);
    Path beside = Files.createTempFile(directory, ".sluice-", ".tmp");
    try {
      Files.writeString(beside, text);
      Set<PosixFilePermission> permissions =
          Files.exists(file)
              ? Files.getPosixFilePermissions(file)
              : PosixFilePermissions.fromString("rw-r--r--");
      Files.setPosixFilePermissions(beside, permissions);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
