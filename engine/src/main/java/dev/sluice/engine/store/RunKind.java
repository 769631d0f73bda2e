package dev.sluice.engine.store;

/// What kind of machine a run is.
public enum RunKind {
  ROLLOUT,
  ROLLBACK,
  /// What follows a rollout that went back by itself: finding out whether that helped.
  RECOVERY,
  PROMOTION;

  /// Whether it gives orders to targets, so that no other may at the same time.
  public boolean steers() {
    return switch (this) {
      case ROLLOUT, ROLLBACK -> true;
      case RECOVERY, PROMOTION -> false;
    };
  }
}
