package dev.sluice.survey.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A private key in PEM, whole and without a passphrase. In YAML, JSON and source code its lines
/// may be indented, quoted, or written with `\n`.
final class PrivateKey implements Detector {
  private static final String DASHES = "-----";
  private static final String END = "-----END ";
  private static final int MAX = 20_000;
  private static final byte[] OPENSSH =
      "openssh-key-v1\0\0\0\0\4none".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> KINDS =
      List.of(
          "PRIVATE KEY",
          "RSA PRIVATE KEY",
          "EC PRIVATE KEY",
          "DSA PRIVATE KEY",
          "OPENSSH PRIVATE KEY");

  @Override
  public List<String> words() {
    return List.of("-----BEGIN ");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    String kind =
        KINDS.stream().filter(k -> content.startsWith(end, k + DASHES)).findFirst().orElse(null);
    if (kind == null || !content.trusted()) {
      return null;
    }
    int body = end + kind.length() + DASHES.length();
    int close = content.indexOf(DASHES, body, body + MAX);
    if (close < 0 || !content.startsWith(close, END)) {
      return null;
    }
    byte[] key = decoded(content, body, close);
    boolean whole =
        key != null && (kind.startsWith("OPENSSH") ? startsWith(key, OPENSSH) : isDer(key));
    return whole ? new Finding(start, "private-key", "-----BEGIN " + kind + DASHES + "…") : null;
  }

  /// The bytes of the body, or null when it is none: a placeholder, an encrypted key with headers.
  private static byte @Nullable [] decoded(Content content, int from, int to) {
    StringBuilder body = new StringBuilder();
    int previous = 0;
    for (int i = from; i < to; i++) {
      int c = content.at(i);
      if (c == '\\' && (content.at(i + 1) == 'n' || content.at(i + 1) == 'r')) {
        i++;
      } else if (c == '+' && (previous == '"' || previous == '\'')) {
        previous = c; // joins two strings
      } else if (!Character.isWhitespace(c)) {
        previous = c;
        if (c != '"' && c != '\'' && c != ',' && c != '\\') {
          body.append((char) c);
        }
      }
    }
    try {
      byte[] key = Base64.getDecoder().decode(body.toString());
      return key.length < 40 ? null : key;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Whether the bytes are one ASN.1 sequence, exactly as long as it says.
  private static boolean isDer(byte[] key) {
    if (key[0] != 0x30) {
      return false;
    }
    int first = key[1] & 0xff;
    int octets = first < 0x80 ? 0 : first & 0x7f;
    if (octets > 3) {
      return false;
    }
    int length = octets == 0 ? first : 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | (key[2 + i] & 0xff);
    }
    return length + 2 + octets == key.length;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (i >= bytes.length || bytes[i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
