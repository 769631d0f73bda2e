package dev.sluice.release.conduct;

import dev.sluice.release.judge.Counts;

/// What stands beside a canary that has all the traffic: the stable side as it was while it had
/// some. A judge compares with what runs at the same time; at the end of a rollout nothing does.
///
/// @param requests of the stable side, while it had any
/// @param errors among them
/// @param made requests that were made up since
/// @param failed errors that were made up among them
record Beside(long requests, long errors, long made, long failed) {
  static final Beside NOTHING = new Beside(0, 0, 0, 0);

  /// After the stable side was counted once more.
  Beside counted(Counts stable) {
    return new Beside(requests + stable.requests(), errors + stable.errors(), made, failed);
  }

  /// After as many requests as the canary had were made up.
  Beside filled(Counts canary) {
    long all = made + canary.requests();
    long bad = requests == 0 ? 0 : Math.round((double) errors / requests * all);
    return new Beside(requests, errors, all, Math.max(failed, bad));
  }

  /// What was made up since another time.
  Counts since(Beside before) {
    return new Counts(made - before.made, Math.min(made - before.made, failed - before.failed));
  }
}
