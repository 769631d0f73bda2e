package dev.sluice.release.approval;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Somebody agreed to something, once.
///
/// @param by who; the same person always has the same name
/// @param groups teams that they belonged to when they agreed
/// @param release the exact release that they agreed to
/// @param scope what the release may do: enter an environment, go on after a step
public record Approval(String by, Set<String> groups, ReleaseId release, String scope, Instant at) {
  public Approval {
    requireNonNull(by, "by");
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    requireNonNull(release, "release");
    requireNonNull(scope, "scope");
    requireNonNull(at, "at");
  }
}
