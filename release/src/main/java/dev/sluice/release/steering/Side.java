package dev.sluice.release.steering;

/// The two releases that may take traffic.
public enum Side {
  /// The one that was there before, and to which a release that is bad is taken back.
  STABLE,

  /// The one that is new.
  CANARY
}
