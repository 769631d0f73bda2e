package dev.sluice.release.hold;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may not be deployed, and why.
///
/// @param id name of the hold; the same cause gives the same id, so placing it twice places it once
/// @param release the release that may not be deployed
/// @param digests artifacts that may not be deployed in any release
/// @param lifted who let it go, or null while it holds
public record Hold(
    String id,
    ReleaseId release,
    SortedSet<Digest> digests,
    Instant since,
    String why,
    @Nullable Lifted lifted) {
  public Hold {
    requireNonNull(id, "id");
    requireNonNull(release, "release");
    digests = Collections.unmodifiableSortedSet(new TreeSet<>(digests));
    requireNonNull(since, "since");
    requireNonNull(why, "why");
  }

  /// Who let a hold go. Only people do.
  public record Lifted(String by, Instant at, String why) {
    public Lifted {
      if (by.isBlank() || why.isBlank()) {
        throw new IllegalArgumentException("expected who lifts the hold, and why");
      }
      requireNonNull(at, "at");
    }
  }

  /// The hold on a release that was taken back: on the release, and on the artifacts that it
  /// brought. Artifacts that the release before had too are not held: what was wrong was not in
  /// them.
  public static Hold afterRollback(
      String cause, Release bad, @Nullable Release back, Instant at, String why) {
    SortedSet<Digest> digests = new TreeSet<>(bad.digests());
    if (back != null) {
      digests.removeAll(back.digests());
    }
    return new Hold(cause, bad.id(), digests, at, why, null);
  }

  /// Whether it keeps a release from being deployed.
  public boolean bars(Release candidate) {
    return lifted == null
        && (release.equals(candidate.id()) || !Collections.disjoint(digests, candidate.digests()));
  }
}
