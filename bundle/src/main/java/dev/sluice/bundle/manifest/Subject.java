package dev.sluice.bundle.manifest;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file that a manifest speaks for.
///
/// @param name its path in the bundle, with `/`; as a manifest gives it, so not to be trusted
///   before [Names#why] was asked
/// @param sha256 the digest of its bytes, in lower-case hexadecimal
public record Subject(String name, String sha256) {
  public Subject {
    requireNonNull(name, "name");
    requireNonNull(sha256, "sha256");
  }

  /// The subject for a file's bytes.
  public static Subject of(String name, byte[] content) {
    return new Subject(name, HexFormat.of().formatHex(digest().digest(content)));
  }

  /// A new SHA-256.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
