package dev.sluice.drivers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What an instance prints, in a file that never gets longer than a megabyte. When it is full, it
/// becomes `….1`, in the place of the one before.
final class BoundedLog {
  private static final long LONGEST = 1_000_000;

  private final Path file;

  BoundedLog(Path file) {
    this.file = file;
  }

  /// Writes until the other end is closed. What can't be written is lost: an instance never waits
  /// for its log.
  void take(InputStream from) {
    byte[] chunk = new byte[8192];
    try (from) {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        append(chunk, n);
      }
    } catch (IOException e) {
      // The instance has ended.
    }
  }

  private void append(byte[] chunk, int length) {
    try {
      if (Files.exists(file) && Files.size(file) + length > LONGEST) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      try (OutputStream to =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        to.write(chunk, 0, length);
      }
    } catch (IOException e) {
      // A full disk is no reason to stop an instance.
    }
  }
}
