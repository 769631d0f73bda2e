package dev.sluice.flow.criterion;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One observation that speaks for or against a criterion.
///
/// @param source where it was observed
/// @param shows what it shows
/// @param message one sentence without the place
/// @param at when the run ended that proves it; null for everything else
/// @param fix the smallest change that removes a contradiction; null for everything else
public record Evidence(
    Source source, Shows shows, String message, @Nullable Instant at, @Nullable String fix) {
  public Evidence {
    requireNonNull(source, "source");
    requireNonNull(shows, "shows");
    requireNonNull(message, "message");
  }

  /// What an observation shows.
  public enum Shows {
    DECLARED,
    ENFORCED,
    PROVEN,
    CONTRADICTED,
    /// Worth knowing; moves no verdict.
    INFORMATION;

    /// Stable name in files and output.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
