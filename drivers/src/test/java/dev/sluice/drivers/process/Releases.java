package dev.sluice.drivers.process;

import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.util.Map;
import java.util.TreeMap;

/// Releases of the shop for tests, each with a digest of one repeated digit.
final class Releases {
  private Releases() {}

  static Release of(char digit) {
    return new Release(
        "shop",
        new TreeMap<>(Map.of("shop", digest(digit))),
        "v1",
        new TreeMap<>(),
        new TreeMap<>());
  }

  static Digest digest(char digit) {
    return new Digest("sha256:" + String.valueOf(digit).repeat(64));
  }
}
