package dev.sluice.release.decision;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is said of one criterion or check at one time, with all that it was said from.
///
/// @param name the criterion, as the plan calls it
/// @param at end of the time that it is about
/// @param why one sentence
/// @param samples requests, or answers of a check, that it rests on
/// @param statistic what was computed, or null
/// @param bound what the statistic was compared with, or null
/// @param baselineUntil end of the time from which the baseline is, or null when it ran beside or
///   an absolute bound was compared with
/// @param query what was asked of the source, or null
public record Finding(
    String name,
    Instant at,
    Kind kind,
    String why,
    long samples,
    @Nullable Double statistic,
    @Nullable Double bound,
    @Nullable Instant baselineUntil,
    @Nullable String query) {
  public Finding {
    requireNonNull(name, "name");
    requireNonNull(at, "at");
    requireNonNull(kind, "kind");
    requireNonNull(why, "why");
  }

  /// What is said.
  public enum Kind {
    /// It does more harm than is tolerated.
    WORSE,
    /// It does none.
    NOT_WORSE,
    /// There are data, and they do not say yet.
    UNDECIDED,
    /// There are data, and no conclusion is to be drawn from them now: an incident that hits both
    /// sides, say. Neither for the release nor against it.
    HELD,
    /// There are no data, or none that can be used.
    NO_DATA
  }

  /// The same under another name.
  public Finding named(String other) {
    return new Finding(other, at, kind, why, samples, statistic, bound, baselineUntil, query);
  }

  /// Whether something was measured that does not speak against going on.
  public boolean measured() {
    return samples > 0 && (kind == Kind.NOT_WORSE || kind == Kind.UNDECIDED);
  }
}
