package dev.sluice.release.unit;

import java.util.regex.Pattern;

/// Digest of an artifact, as registries write it: `sha256:` and 64 hexadecimal digits in lower
/// case, or `sha512:` and 128.
public record Digest(String value) implements Comparable<Digest> {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

  /// @throws IllegalArgumentException when it has another form
  public Digest {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("expected sha256:<64 hex digits>, but found " + value);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
