package dev.sluice.release.hold;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a hold keeps from being deployed.
public sealed interface Barred {
  /// A release, in every environment.
  ///
  /// @param release the release
  /// @param digests artifacts that may not be deployed in any release
  record OfRelease(ReleaseId release, SortedSet<Digest> digests) implements Barred {
    public OfRelease {
      requireNonNull(release, "release");
      digests = Collections.unmodifiableSortedSet(new TreeSet<>(digests));
    }

    boolean covers(Release candidate) {
      return release.equals(candidate.id()) || !Collections.disjoint(digests, candidate.digests());
    }
  }

  /// Every release of a service in one environment: nothing changes there.
  record OfPlace(String service, String environment) implements Barred {
    public OfPlace {
      requireNonNull(service, "service");
      requireNonNull(environment, "environment");
    }
  }
}
