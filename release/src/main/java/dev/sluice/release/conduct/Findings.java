package dev.sluice.release.conduct;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Hold;
import dev.sluice.release.judge.Judgement;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a judge says, as the machines take it.
final class Findings {
  private Findings() {}

  static Finding of(Cd.Analysis analysis, Judgement said) {
    return new Finding(
        analysis.name(),
        said.at(),
        kind(said),
        said.why(),
        said.samples(),
        said.statistic(),
        said.bound(),
        null,
        query(analysis));
  }

  private static Finding.Kind kind(Judgement said) {
    Hold hold = said.hold();
    return switch (said.verdict()) {
      case WORSE -> Finding.Kind.WORSE;
      case NOT_WORSE -> Finding.Kind.NOT_WORSE;
      case UNDECIDED ->
          switch (hold) {
            case Hold.NoData _ -> Finding.Kind.NO_DATA;
            case Hold.SharedIncident _, Hold.Suspicion _ -> Finding.Kind.HELD;
            case null -> Finding.Kind.UNDECIDED;
          };
    };
  }

  /// What is asked of a source for an analysis, or null.
  static @Nullable String query(Cd.Analysis analysis) {
    Cd.Query query = analysis.query();
    return query == null
        ? null
        : Stream.of(query.bad(), query.total(), query.buckets(), query.value())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
  }
}
