package dev.sluice.flow.criterion;

import java.util.Locale;

/// What stands beside the ladder of levels, and is never a level itself.
public enum State {
  /// What was observed refutes what was declared or asked. Fails, whatever else holds.
  CONTRADICTED,
  /// It could not be looked at. Neither missing nor passed.
  UNOBSERVABLE,
  /// Below the bar, covered by an unexpired exception. Not passed.
  WAIVED,
  /// The question does not arise.
  NOT_APPLICABLE;

  /// Stable name in files and output.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
