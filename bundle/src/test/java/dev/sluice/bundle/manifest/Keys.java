package dev.sluice.bundle.manifest;

import java.util.Base64;
import java.util.HexFormat;

/// Keys for tests, public ones of RFC 8032, section 7.1.
final class Keys {
  static final String ONE = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  static final String TWO = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
  static final String ONE_PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private Keys() {}

  /// PKCS#8 in PEM of a seed.
  static String privatePem(String seed) {
    return pem("PRIVATE KEY", "302e020100300506032b657004220420" + seed);
  }

  /// A SubjectPublicKeyInfo in PEM.
  static String publicPem(String key) {
    return pem("PUBLIC KEY", "302a300506032b6570032100" + key);
  }

  static String pem(String label, String der) {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(der));
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
