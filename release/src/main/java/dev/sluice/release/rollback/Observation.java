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

  /// The versions of the schemas that the data of every service have now.
  ///
  /// @param versions by service and store
  record SchemasRead(Instant at, Map<String, Map<String, Long>> versions) implements Observation {
    public SchemasRead {
      requireNonNull(at, "at");
      TreeMap<String, Map<String, Long>> all = new TreeMap<>();
      versions.forEach((service, stores) ->
          all.put(service, Collections.unmodifiableSortedMap(new TreeMap<>(stores))));
      versions = Collections.unmodifiableSortedMap(all);
    }
  }

  /// The versions of the schemas were asked for, and are not known.
  ///
  /// @param terminal whether asking again can never help
  record SchemasUnknown(Instant at, String why, boolean terminal) implements Observation {
    public SchemasUnknown {
      requireNonNull(at, "at");
      requireNonNull(why, "why");
    }
  }

  /// Recovery checks were made.
  record Checked(List<Finding> findings) implements Observation {
    public Checked {
      findings = List.copyOf(findings);
    }
  }
}
