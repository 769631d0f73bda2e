package dev.sluice.bundle.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void findsThePublicHalfOfAPrivateKey() throws Exception {
    assertThat(SigningKey.ofPem(Keys.privatePem(Keys.ONE)).verifyingKey().id())
        .isEqualTo(VerifyingKey.ofPem(Keys.publicPem(Keys.ONE_PUBLIC)).id());
  }

  /// The first vector of RFC 8032, section 7.1: the signature of nothing.
  @Test
  void verifiesAsTheStandardDoes() throws Exception {
    byte[] signature =
        HexFormat.of()
            .parseHex(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    VerifyingKey key = VerifyingKey.ofPem(Keys.publicPem(Keys.ONE_PUBLIC));
    assertThat(key.verifies(new byte[0], signature)).isTrue();
    assertThat(key.verifies(new byte[1], signature)).isFalse();
    assertThat(key.verifies(new byte[0], new byte[3])).isFalse();
  }

  @Test
  void readsLineEndsOfAnySystem() throws Exception {
    assertThat(VerifyingKey.ofPem(Keys.publicPem(Keys.ONE_PUBLIC).replace("\n", "\r\n")).id())
        .isEqualTo(VerifyingKey.ofPem(Keys.publicPem(Keys.ONE_PUBLIC)).id());
  }

  @Test
  void saysWhichKindOfKeyItWasGiven() throws Exception {
    assertThatThrownBy(() -> VerifyingKey.ofPem(Keys.privatePem(Keys.ONE)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("a private key (openssl pkey -pubout");
    assertThatThrownBy(() -> SigningKey.ofPem(Keys.publicPem(Keys.ONE_PUBLIC)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("found a public key");
    assertThatThrownBy(() -> SigningKey.ofPem(Keys.pem("ENCRYPTED PRIVATE KEY", "00")))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("passphrase");
    String rsa =
        HexFormat.of()
            .formatHex(
                KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
    assertThatThrownBy(() -> SigningKey.ofPem(Keys.pem("PRIVATE KEY", rsa)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("expected an Ed25519 key");
  }

  @Test
  void refusesWhatIsNoKeyWithoutRepeatingIt() {
    String secret = Keys.privatePem(Keys.ONE);
    for (String pem :
        new String[] {
          "",
          "-----BEGIN PRIVATE KEY",
          secret.substring(0, secret.length() - 12),
          secret.replace("MC4", "!!!"),
          Keys.pem("PRIVATE KEY", "3000"),
          Keys.pem("PRIVATE KEY", "")
        }) {
      assertThatThrownBy(() -> SigningKey.ofPem(pem))
          .isInstanceOf(InvalidKeyException.class)
          .message()
          .doesNotContain("IJ1hsZ3v");
    }
  }
}
