package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One series: its labels, and samples in the order of time.
record Series(Map<String, String> labels, List<Sample> samples) {
  Series {
    requireNonNull(labels, "labels");
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    samples = List.copyOf(samples);
  }

  /// One sample.
  ///
  /// @param at milliseconds since 1970
  record Sample(long at, double value) {}

  /// The target that it was scraped from.
  Place place() {
    return new Place(labels.getOrDefault("job", ""), labels.getOrDefault("instance", ""));
  }

  /// What is scraped: one instance of a job.
  record Place(String job, String instance) {
    Place {
      requireNonNull(job, "job");
      requireNonNull(instance, "instance");
    }
  }
}
