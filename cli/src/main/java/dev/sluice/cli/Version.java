package dev.sluice.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The version of this build.
public final class Version {
  private Version() {}

  /// Three numbers.
  public static String text() throws IOException {
    try (InputStream in = requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
