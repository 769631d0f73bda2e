package dev.sluice.release.promotion;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.approval.Approval;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A release that wants to enter an environment, and all that is known for and against it.
/// Everything here is about this very release: another one begins with nothing.
///
/// @param authors who made the change
/// @param below the newest verification of each environment below
/// @param checks the newest result of each entry check
/// @param asked who asked for the promotion, or null
/// @param holds what is on hold, or null before that was read
/// @param holdsAt when it was read
public record Candidacy(
    String id,
    Hop hop,
    Release release,
    Set<String> authors,
    List<Below> below,
    List<Finding> checks,
    List<Approval> approvals,
    List<FreezeOverride> overrides,
    @Nullable Asked asked,
    @Nullable Holds holds,
    @Nullable Instant holdsAt) {
  public Candidacy {
    requireNonNull(id, "id");
    requireNonNull(hop, "hop");
    requireNonNull(release, "release");
    authors = Collections.unmodifiableSortedSet(new TreeSet<>(authors));
    below = List.copyOf(below);
    checks = List.copyOf(checks);
    approvals = List.copyOf(approvals);
    overrides = List.copyOf(overrides);
  }

  /// A release of which nothing is known yet.
  public static Candidacy of(String id, Hop hop, Release release, Set<String> authors) {
    return new Candidacy(
        id, hop, release, authors, List.of(), List.of(), List.of(), List.of(), null, null, null);
  }

  /// Somebody lets the release in although production is frozen.
  public record FreezeOverride(String freeze, String by, String reason, Instant at) {
    public FreezeOverride {
      if (by.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException("expected who overrides the freeze, and why");
      }
      requireNonNull(at, "at");
    }
  }

  /// Somebody asked for the promotion.
  public record Asked(String by, Instant at) {
    public Asked {
      if (by.isBlank()) {
        throw new IllegalArgumentException("expected who asks");
      }
      requireNonNull(at, "at");
    }
  }
}
