package dev.sluice.release.judge;

/// What is known of a canary.
public enum Verdict {
  /// It does more harm than is tolerated. Final.
  WORSE,

  /// All that was seen is ten times likelier if it does no more harm than is tolerated.
  NOT_WORSE,

  /// Neither is known yet.
  UNDECIDED
}
