package dev.sluice.release.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long the requests of one side took in an interval: how many of them fell into each bucket.
///
/// Within a bucket, requests are taken to lie evenly on the logarithm. The first and the last
/// bucket, which have one bound only, are taken to be as wide as a factor of four.
///
/// @param bounds upper bounds of the buckets in seconds, above 0, ascending; the last is infinite
/// @param counts requests in each bucket, without those of the buckets below
public record Histogram(List<Double> bounds, List<Long> counts) {
  private static final double WIDE = 4;

  /// @throws IllegalArgumentException unless there are two buckets or more, and a count for each
  public Histogram {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (bounds.size() < 2 || counts.size() != bounds.size()) {
      throw new IllegalArgumentException(
          "expected two buckets or more and a count for each: " + bounds + " " + counts);
    }
    double below = 0;
    for (double bound : bounds) {
      if (!(bound > below)) {
        throw new IllegalArgumentException("bounds do not ascend from 0: " + bounds);
      }
      below = bound;
    }
    if (below != Double.POSITIVE_INFINITY || counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "the last bound is infinite and no count below 0: " + bounds + " " + counts);
    }
  }

  /// Nothing, in the same buckets.
  Histogram none() {
    return new Histogram(bounds, Collections.nCopies(counts.size(), 0L));
  }

  Histogram plus(Histogram other) {
    List<Long> sums = new ArrayList<>(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      sums.add(counts.get(i) + other.counts.get(i));
    }
    return new Histogram(bounds, sums);
  }

  /// All requests.
  public long requests() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /// Requests that took longer than a time, in seconds above 0.
  public double above(double seconds) {
    double above = 0;
    for (int i = 0; i < counts.size(); i++) {
      double low = Math.log(low(i));
      double share = (Math.log(high(i)) - Math.log(seconds)) / (Math.log(high(i)) - low);
      above += counts.get(i) * Math.max(0, Math.min(1, share));
    }
    return above;
  }

  /// The time that a share of all requests stays below, in seconds; 0 without requests.
  ///
  /// @param share in 0…1
  public double quantile(double share) {
    double left = share * requests();
    double at = 0;
    for (int i = 0; i < counts.size(); i++) {
      long count = counts.get(i);
      if (count > 0) {
        at = low(i) * Math.pow(high(i) / low(i), Math.min(1, left / count));
      }
      if (count > 0 && left <= count) {
        return at;
      }
      left -= count;
    }
    return at;
  }

  /// Mean and variance of the logarithm of the time; 0 without requests.
  double[] logarithm() {
    double sum = 0;
    double squares = 0;
    double all = Math.max(1, requests());
    for (int i = 0; i < counts.size(); i++) {
      double width = Math.log(high(i) / low(i));
      double middle = Math.log(low(i)) + width / 2;
      sum += counts.get(i) * middle;
      squares += counts.get(i) * (middle * middle + width * width / 12);
    }
    double mean = sum / all;
    return new double[] {mean, Math.max(0, squares / all - mean * mean)};
  }

  private double low(int bucket) {
    return bucket == 0 ? bounds.getFirst() / WIDE : bounds.get(bucket - 1);
  }

  private double high(int bucket) {
    return bucket == bounds.size() - 1 ? low(bucket) * WIDE : bounds.get(bucket);
  }
}
