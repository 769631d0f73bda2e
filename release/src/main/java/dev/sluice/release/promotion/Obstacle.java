package dev.sluice.release.promotion;

/// One thing that keeps a release from entering an environment.
public record Obstacle(Kind kind, String text) {

  /// What keeps it out.
  public enum Kind {
    NOT_VERIFIED,
    VERIFICATION_FAILED,
    SOAKING,
    CHECK_MISSING,
    CHECK_FAILED,
    APPROVALS_MISSING,
    FROZEN,
    ON_HOLD,
    HOLDS_NOT_READ,
    NOT_ASKED_FOR
  }
}
