package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.judge.Judge;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Where a run is: the state of its machine, and the judges of its criteria.
public sealed interface Standing {
  /// What it was begun with.
  Brief brief();

  /// Whether anything can still come of it.
  boolean open();

  /// One word for people.
  String phase();

  /// A rollout.
  ///
  /// @param judges by criterion
  /// @param beside what they compare with once nothing runs beside the canary, by criterion
  record OfRollout(
      Brief.OfRollout brief,
      dev.sluice.release.rollout.State state,
      Map<String, Judge> judges,
      Map<String, Beside> beside)
      implements Standing {
    public OfRollout {
      requireNonNull(brief, "brief");
      requireNonNull(state, "state");
      judges = Collections.unmodifiableMap(new TreeMap<>(judges));
      beside = Collections.unmodifiableMap(new TreeMap<>(beside));
    }

    @Override
    public boolean open() {
      return switch (state) {
        case dev.sluice.release.rollout.State.Forward _, dev.sluice.release.rollout.State.Back _ ->
            true;
        case dev.sluice.release.rollout.State.Refused _,
            dev.sluice.release.rollout.State.Degraded _,
            dev.sluice.release.rollout.State.Healthy _ ->
            false;
      };
    }

    @Override
    public String phase() {
      return state.phase().name();
    }
  }

  /// A rollback.
  ///
  /// @param rechecks by the analysis that they are made with
  record OfRollback(
      Brief.OfRollback brief,
      dev.sluice.release.rollback.State state,
      Map<String, Recheck> rechecks)
      implements Standing {
    public OfRollback {
      requireNonNull(brief, "brief");
      requireNonNull(state, "state");
      rechecks = Collections.unmodifiableMap(new TreeMap<>(rechecks));
    }

    @Override
    public boolean open() {
      return switch (state) {
        case dev.sluice.release.rollback.State.Checking _,
            dev.sluice.release.rollback.State.Returning _,
            dev.sluice.release.rollback.State.Recovering _ ->
            true;
        case dev.sluice.release.rollback.State.Refused _,
            dev.sluice.release.rollback.State.Returned _,
            dev.sluice.release.rollback.State.Recovered _,
            dev.sluice.release.rollback.State.NotRecovered _ ->
            false;
      };
    }

    @Override
    public String phase() {
      return switch (state) {
        case dev.sluice.release.rollback.State.Checking _ -> "CHECKING";
        case dev.sluice.release.rollback.State.Returning _ -> "RETURNING";
        case dev.sluice.release.rollback.State.Recovering _ -> "RECOVERING";
        case dev.sluice.release.rollback.State.Refused _ -> "REFUSED";
        case dev.sluice.release.rollback.State.Returned _ -> "RETURNED";
        case dev.sluice.release.rollback.State.Recovered _ -> "RECOVERED";
        case dev.sluice.release.rollback.State.NotRecovered _ -> "NOT_RECOVERED";
      };
    }
  }

  /// A promotion.
  record OfPromotion(Brief.OfPromotion brief, dev.sluice.release.promotion.State state)
      implements Standing {
    public OfPromotion {
      requireNonNull(brief, "brief");
      requireNonNull(state, "state");
    }

    @Override
    public boolean open() {
      return !state.over();
    }

    @Override
    public String phase() {
      return switch (state) {
        case dev.sluice.release.promotion.State.Waiting _ -> "WAITING";
        case dev.sluice.release.promotion.State.Eligible _ -> "ELIGIBLE";
        case dev.sluice.release.promotion.State.Promoted _ -> "PROMOTED";
        case dev.sluice.release.promotion.State.Superseded _ -> "SUPERSEDED";
      };
    }
  }
}
