package dev.sluice.drivers.splitter;

import dev.sluice.release.unit.ReleaseId;

/// Identities of releases for tests.
final class Ids {
  static final ReleaseId OLD = of('a');
  static final ReleaseId NEW = of('b');

  private Ids() {}

  /// One of a repeated hexadecimal digit.
  static ReleaseId of(char digit) {
    return new ReleaseId("sha256:" + String.valueOf(digit).repeat(64));
  }
}
