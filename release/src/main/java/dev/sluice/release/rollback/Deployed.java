package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.hold.Holds;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A release that had all the traffic of an environment once.
///
/// @param at when it got it
/// @param verified whether its bake ended with data from every criterion, none of them worse; or
///   whether somebody named it as the first release there, which nothing could be compared with
public record Deployed(Release release, Instant at, boolean verified) {
  public Deployed {
    requireNonNull(release, "release");
    requireNonNull(at, "at");
  }

  /// The release to go back to: the last one that was verified, is another one than the bad one,
  /// and isn't on hold; or null when there is none.
  ///
  /// @param history oldest first
  public static @Nullable Release lastVerified(List<Deployed> history, Release bad, Holds holds) {
    for (Deployed d : history.reversed()) {
      if (d.verified() && !d.release().equals(bad) && holds.on(d.release()).isEmpty()) {
        return d.release();
      }
    }
    return null;
  }
}
