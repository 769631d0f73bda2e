package dev.sluice.release.unit;

import java.util.Map;
import java.util.TreeMap;

/// Releases for tests.
public final class Releases {
  private Releases() {}

  /// A release of the shop whose only artifact has a digest of one repeated digit.
  public static Release of(char digit) {
    return of("shop", digit, "v1", new SchemaRange(1, 9));
  }

  /// A release with its schema range for the store `orders`.
  public static Release of(String service, char digit, String config, SchemaRange schema) {
    return new Release(
        service,
        new TreeMap<>(Map.of(service, digest(digit))),
        config,
        new TreeMap<>(Map.of("db-password", "7")),
        new TreeMap<>(Map.of("orders", schema)));
  }

  /// A digest of one repeated hexadecimal digit.
  public static Digest digest(char digit) {
    return new Digest("sha256:" + String.valueOf(digit).repeat(64));
  }
}
