package dev.sluice.release.unit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Identity of a release: `sha256:` and the hash of its canonical form.
public record ReleaseId(String value) implements Comparable<ReleaseId> {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  /// @throws IllegalArgumentException when it has another form
  public ReleaseId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("expected sha256:<64 hex digits>, but found " + value);
    }
  }

  static ReleaseId of(String canonical) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return new ReleaseId("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Enough of it for people to tell releases apart.
  public String brief() {
    return value.substring("sha256:".length(), "sha256:".length() + 12);
  }

  @Override
  public int compareTo(ReleaseId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
