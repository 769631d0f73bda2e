package dev.sluice.bundle.manifest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// An Ed25519 private key with its public half. Signing is deterministic.
public final class SigningKey {
  private final PrivateKey key;
  private final VerifyingKey half;

  private SigningKey(PrivateKey key, VerifyingKey half) {
    this.key = key;
    this.half = half;
  }

  /// Reads a key.
  ///
  /// @param pem PKCS#8 in PEM without a passphrase, as `openssl genpkey -algorithm ed25519` writes
  ///   it
  /// @throws InvalidKeyException when it is no such key
  public static SigningKey ofPem(String pem) throws InvalidKeyException {
    byte[] encoded = Pem.decode(pem, "PRIVATE KEY");
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (!(key instanceof EdECPrivateKey edwards)) {
        throw new InvalidKeyException("expected an Ed25519 key, but found another");
      }
      SigningKey both = new SigningKey(key, half(edwards));
      byte[] message = "one key, two halves".getBytes(StandardCharsets.US_ASCII);
      if (!both.half.verifies(message, both.sign(message))) {
        throw new IllegalStateException("the public half could not be found");
      }
      return both;
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("expected an Ed25519 key, but found another");
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// The public half. The JDK derives it only for a new key, so it is given the seed of this one in
  /// place of chance.
  private static VerifyingKey half(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] seed =
        key.getBytes().orElseThrow(() -> new InvalidKeyException("the key gives no seed"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return new VerifyingKey(generator.generateKeyPair().getPublic());
  }

  /// The public half.
  public VerifyingKey verifyingKey() {
    return half;
  }

  /// Signs a payload.
  Envelope.Signature sign(String payloadType, byte[] payload) {
    byte[] signature = sign(Envelope.pae(payloadType, payload));
    return new Envelope.Signature(half.id(), Base64.getEncoder().encodeToString(signature));
  }

  private byte[] sign(byte[] message) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initSign(key);
      ed25519.update(message);
      return ed25519.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs", e);
    }
  }

  /// Gives out one seed, whole.
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("expected to be asked for " + seed.length + " bytes");
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
