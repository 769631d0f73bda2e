package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.prometheus.Counting.Exact;
import java.util.List;

/// What is asked for one side.
sealed interface Asked {
  /// All queries, the same ones at the same place for each side.
  List<Counting> all();

  /// The query that gives all requests.
  Counting requests();

  /// Requests, and those that failed.
  record Errors(Counting bad, Counting total) implements Asked {
    public Errors {
      requireNonNull(bad, "bad");
      requireNonNull(total, "total");
    }

    @Override
    public List<Counting> all() {
      return List.of(total, bad);
    }

    @Override
    public Counting requests() {
      return total;
    }
  }

  /// Requests by how long they took.
  record Latency(Exact buckets) implements Asked {
    public Latency {
      requireNonNull(buckets, "buckets");
    }

    @Override
    public List<Counting> all() {
      return List.of(buckets);
    }

    @Override
    public Counting requests() {
      return buckets;
    }
  }
}
