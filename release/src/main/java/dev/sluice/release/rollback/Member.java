package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.Release;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// One service of a rollback.
///
/// @param bad the release that has the traffic
/// @param good the whole release that gets it back: artifacts, config and secrets together
/// @param dependsOn services that this one calls
/// @param capacity instances that the whole traffic needs
/// @param generation number of the last order that its target was given by anyone
public record Member(
    String service,
    Release bad,
    Release good,
    Set<String> dependsOn,
    int capacity,
    long generation) {
  public Member {
    requireNonNull(service, "service");
    requireNonNull(bad, "bad");
    requireNonNull(good, "good");
    dependsOn = Collections.unmodifiableSortedSet(new TreeSet<>(dependsOn));
  }
}
