package dev.sluice.bundle.manifest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a manifest says of the bundle as a whole.
///
/// @param toolVersion the version of sluice that made it
/// @param commit full id of the commit that it was made from, or null outside git
/// @param at the instant that it was judged at
/// @param service name of the delivery
/// @param status whether gates were shut when it was made
public record Predicate(
    String toolVersion, @Nullable String commit, Instant at, String service, Status status) {
  /// The type of this predicate.
  public static final String TYPE = "https://sluice.dev/bundle/v1";

  public Predicate {
    requireNonNull(toolVersion, "toolVersion");
    requireNonNull(at, "at");
    requireNonNull(service, "service");
    requireNonNull(status, "status");
  }

  /// What a bundle is worth.
  public enum Status {
    /// A gate was shut.
    DRAFT,
    /// Every gate was open.
    FINAL
  }
}
