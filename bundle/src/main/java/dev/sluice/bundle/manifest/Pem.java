package dev.sluice.bundle.manifest;

import java.security.InvalidKeyException;
import java.util.Base64;

/// Keys as text. What goes wrong is told without a word of what was read.
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private Pem() {}

  /// The bytes of the first block.
  ///
  /// @param label what the block must be, such as `PUBLIC KEY`
  static byte[] decode(String pem, String label) throws InvalidKeyException {
    int begin = pem.indexOf(BEGIN);
    int labelEnd = begin < 0 ? -1 : pem.indexOf(DASHES, begin + BEGIN.length());
    if (labelEnd < 0) {
      throw new InvalidKeyException("expected PEM with a " + label + ", but found no block");
    }
    String found = pem.substring(begin + BEGIN.length(), labelEnd);
    if (!found.equals(label)) {
      throw new InvalidKeyException(
          "expected PEM with a " + label + ", but found " + kind(found, label));
    }
    int end = pem.indexOf("-----END " + label + DASHES, labelEnd);
    if (end < 0) {
      throw new InvalidKeyException("expected PEM with a " + label + ", but its end is missing");
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(labelEnd + DASHES.length(), end));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("expected base64 in the " + label);
    }
  }

  private static String kind(String found, String label) {
    return switch (found) {
      case "ENCRYPTED PRIVATE KEY" -> "one with a passphrase (openssl pkey writes it without)";
      case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY" ->
          label.equals("PUBLIC KEY")
              ? "a private key (openssl pkey -pubout writes the public one)"
              : "one of another kind (openssl genpkey -algorithm ed25519 makes one)";
      case "PUBLIC KEY" -> "a public key";
      default -> "something else";
    };
  }
}
