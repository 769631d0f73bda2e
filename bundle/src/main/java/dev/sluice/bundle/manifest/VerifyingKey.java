package dev.sluice.bundle.manifest;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// An Ed25519 public key.
public final class VerifyingKey {
  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /// Reads a key.
  ///
  /// @param pem a SubjectPublicKeyInfo in PEM, as `openssl pkey -pubout` writes it
  /// @throws InvalidKeyException when it is no such key
  public static VerifyingKey ofPem(String pem) throws InvalidKeyException {
    byte[] encoded = Pem.decode(pem, "PUBLIC KEY");
    try {
      return new VerifyingKey(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("expected an Ed25519 key, but found another");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// SHA-256 of its encoded form, in lower-case hexadecimal.
  public String id() {
    return HexFormat.of().formatHex(Subject.digest().digest(key.getEncoded()));
  }

  /// Whether this key signed the payload of an envelope.
  ///
  /// @throws MalformedManifestException when payload or signature is not in base64
  boolean signed(Envelope envelope, Envelope.Signature signature)
      throws MalformedManifestException {
    byte[] sig = Envelope.decode(signature.sig());
    return verifies(Envelope.pae(envelope.payloadType(), envelope.body()), sig);
  }

  /// Whether a signature holds for a message.
  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (SignatureException e) {
      return false; // not even the form of a signature
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
