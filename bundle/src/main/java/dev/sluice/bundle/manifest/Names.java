package dev.sluice.bundle.manifest;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which names of files are safe to look up below a directory.
public final class Names {
  private static final int MAX_LENGTH = 4096;
  private static final List<String> NOWHERE = List.of("", ".", "..");

  private Names() {}

  /// Why a name, written with `/`, may not be looked up below a directory; null when it may.
  public static @Nullable String why(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      return "has no usable length";
    }
    if (name.startsWith("/")) {
      return "is absolute";
    }
    if (name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      return "has a backslash or a control character";
    }
    return Arrays.stream(name.split("/", -1)).anyMatch(NOWHERE::contains)
        ? "has an empty part, '.' or '..'"
        : null;
  }
}
