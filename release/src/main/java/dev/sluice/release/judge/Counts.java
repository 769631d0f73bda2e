package dev.sluice.release.judge;

/// What one side did in an interval.
///
/// @param requests all of them
/// @param errors those that failed, no more than all
public record Counts(long requests, long errors) {
  /// Nothing happened.
  public static final Counts NONE = new Counts(0, 0);

  /// @throws IllegalArgumentException unless 0 ≤ errors ≤ requests
  public Counts {
    if (errors < 0 || requests < errors) {
      throw new IllegalArgumentException(
          "0 ≤ errors ≤ requests does not hold: " + errors + " of " + requests);
    }
  }

  Counts plus(Counts other) {
    return new Counts(requests + other.requests, errors + other.errors);
  }

  /// Errors in a request; 0 without requests.
  double rate() {
    return requests == 0 ? 0 : (double) errors / requests;
  }
}
