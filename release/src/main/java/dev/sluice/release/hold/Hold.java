package dev.sluice.release.hold;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may not be deployed, and why.
///
/// @param id name of the hold; the same cause gives the same id, so placing it twice places it once
/// @param barred what may not be deployed
/// @param lifted who let it go, or null while it holds
public record Hold(String id, Barred barred, Instant since, String why, @Nullable Lifted lifted) {
  public Hold {
    requireNonNull(id, "id");
    requireNonNull(barred, "barred");
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
    return new Hold(cause, new Barred.OfRelease(bad.id(), digests), at, why, null);
  }

  /// The hold on everything of a service in an environment, where only people know how to go on.
  public static Hold freeze(
      String cause, String service, String environment, Instant at, String why) {
    return new Hold(cause, new Barred.OfPlace(service, environment), at, why, null);
  }

  /// Whether it keeps a release from being deployed anywhere.
  public boolean bars(Release candidate) {
    return lifted == null && barred instanceof Barred.OfRelease r && r.covers(candidate);
  }

  /// Whether it keeps everything of a service from being deployed to an environment.
  public boolean freezes(String service, String environment) {
    return lifted == null && barred.equals(new Barred.OfPlace(service, environment));
  }
}
