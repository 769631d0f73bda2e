package dev.sluice.survey.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/// Checksums that issuers put into their tokens, so that a random string isn't taken for one.
final class Checksums {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  private Checksums() {}

  /// Whether the last six characters are the CRC-32 of those before, in base 62.
  ///
  /// Source: GitHub, Behind GitHub's new authentication token formats, 2021; npm uses the same.
  static boolean crc62(String body) {
    int split = body.length() - 6;
    CRC32 crc = new CRC32();
    crc.update(body.substring(0, split).getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    for (long rest = crc.getValue(); digits.length() < 6; rest /= 62) {
      digits.append(BASE62.charAt((int) (rest % 62)));
    }
    return digits.reverse().toString().equals(body.substring(split));
  }

  /// Whether a Bech32 string in upper case is intact.
  ///
  /// Source: BIP 173.
  static boolean bech32(String text) {
    int separator = text.lastIndexOf('1');
    String prefix = text.substring(0, Math.max(0, separator));
    int sum = 1;
    for (char c : prefix.toLowerCase(Locale.ROOT).toCharArray()) {
      sum = step(sum, c >> 5);
    }
    sum = step(sum, 0);
    for (char c : prefix.toLowerCase(Locale.ROOT).toCharArray()) {
      sum = step(sum, c & 31);
    }
    for (char c : text.substring(separator + 1).toCharArray()) {
      int value = BECH32.indexOf(c);
      if (value < 0) {
        return false;
      }
      sum = step(sum, value);
    }
    return sum == 1;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = ((sum & 0x1ffffff) << 5) ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= ((top >>> i) & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
