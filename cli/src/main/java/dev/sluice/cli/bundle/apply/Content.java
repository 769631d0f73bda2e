package dev.sluice.cli.bundle.apply;

import dev.sluice.bundle.manifest.Subject;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jgit.diff.RawText;
import org.jspecify.annotations.Nullable;

/// The bytes of a file; immutable.
final class Content {
  private final byte[] bytes;

  private Content(byte[] bytes) {
    this.bytes = bytes;
  }

  static Content of(byte[] bytes) {
    return new Content(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int size() {
    return bytes.length;
  }

  String sha256() {
    return HexFormat.of().formatHex(Subject.digest().digest(bytes));
  }

  boolean binary() {
    return RawText.isBinary(bytes, bytes.length, true);
  }

  /// Whether it begins like a script, so that a new file with it is made executable.
  boolean script() {
    return bytes.length > 1 && bytes[0] == '#' && bytes[1] == '!';
  }

  /// The same text with `\n` at line ends, when all of them are `\r\n`; else itself. Mixed line
  /// ends are somebody's own, and left alone.
  Content lf() {
    if (!crlf()) {
      return this;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
        out.write(bytes[i]);
      }
    }
    return new Content(out.toByteArray());
  }

  /// This text with the line ends of another.
  Content withLineEndsOf(@Nullable Content other) {
    if (other == null || !other.crlf() || crlf() || binary()) {
      return this;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + bytes.length / 16);
    for (byte b : bytes) {
      if (b == '\n') {
        out.write('\r');
      }
      out.write(b);
    }
    return new Content(out.toByteArray());
  }

  private boolean crlf() {
    boolean any = false;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (i == 0 || bytes[i - 1] != '\r') {
          return false;
        }
        any = true;
      }
    }
    return any && !binary();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Content content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
