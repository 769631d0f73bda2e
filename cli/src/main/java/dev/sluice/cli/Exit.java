package dev.sluice.cli;

/// Exit codes, a contract with scripts.
public final class Exit {
  /// Every gate is open, or there was nothing to judge.
  public static final int OK = 0;

  /// A gate is shut.
  public static final int SHUT = 1;

  /// Wrong usage, or a `delivery.yaml` with errors.
  public static final int USAGE = 2;

  /// Our own failure.
  public static final int FAILURE = 3;

  private Exit() {}
}
