package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.steering.Seen;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Something that was observed. Each may come late, twice, out of order or not at all.
public sealed interface Observation {
  /// Only time has passed.
  record Tick() implements Observation {}

  /// The target of a service was looked at.
  record Looked(String service, Seen seen) implements Observation {}

  /// The versions of the schemas that the data have now, by store.
  record SchemasRead(Instant at, Map<String, Long> versions) implements Observation {
    public SchemasRead {
      requireNonNull(at, "at");
      versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
  }

  /// Recovery checks were made.
  record Checked(List<Finding> findings) implements Observation {
    public Checked {
      findings = List.copyOf(findings);
    }
  }
}
