package dev.sluice.release.steering;

/// The instances of one side, as they were observed.
///
/// @param replicas how many there shall be, as the target knows it
/// @param ready how many answer
/// @param weight its share of the requests, in percent
public record Fleet(int replicas, int ready, int weight) {
  public Fleet {
    if (replicas < 0 || ready < 0 || weight < 0 || weight > 100) {
      throw new IllegalArgumentException(
          "expected counts of 0 or more and a percentage, but found "
              + String.join(", ", "" + replicas, "" + ready, "" + weight));
    }
  }
}
