package dev.sluice.release.judge;

/// What is known of a canary.
public enum Verdict {
  /// It does more harm than is tolerated. Final.
  WORSE,

  /// That it does more harm than is tolerated is ten times less likely than that it does none.
  NOT_WORSE,

  /// Neither is known yet.
  UNDECIDED
}
