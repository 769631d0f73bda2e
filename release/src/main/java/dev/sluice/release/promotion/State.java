package dev.sluice.release.promotion;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/// Where a promotion is.
public sealed interface State {
  /// The release and what is known of it.
  Candidacy candidacy();

  /// Something keeps it out.
  record Waiting(Candidacy candidacy, List<Obstacle> obstacles) implements State {
    public Waiting {
      requireNonNull(candidacy, "candidacy");
      obstacles = List.copyOf(obstacles);
    }
  }

  /// Nothing keeps it out, until something does again.
  record Eligible(Candidacy candidacy, Instant since) implements State {}

  /// Its rollout has begun.
  record Promoted(Candidacy candidacy, Instant at) implements State {}

  /// Somebody has asked for another one after it, so it never enters.
  ///
  /// @param by name of the promotion that came after it
  record Superseded(Candidacy candidacy, String by, Instant at) implements State {}

  /// Whether nothing comes of it any more.
  default boolean over() {
    return this instanceof Promoted || this instanceof Superseded;
  }
}
