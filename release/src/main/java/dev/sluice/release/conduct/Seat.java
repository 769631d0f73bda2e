package dev.sluice.release.conduct;

import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import java.util.Map;
import java.util.TreeMap;

/// An observation as a judge is to see it, and what stands beside the canary after it.
record Seat(Observation observation, Beside beside) {
  /// @param alone whether the canary has all the traffic, so that the stable side can't be counted
  static Seat of(Observation seen, Beside beside, boolean alone) {
    return switch (seen) {
      case Observation.Missing m -> new Seat(m, beside);
      case Observation.Counted c -> counted(c, beside, alone);
      case Observation.Timed t -> timed(t, beside, alone);
      case Observation.Keyed k -> keyed(k, beside, alone);
    };
  }

  private static Seat counted(Observation.Counted c, Beside beside, boolean alone) {
    if (!alone || c.stable().requests() > 0 || !beside.knows(2)) {
      return new Seat(c, beside.counted(Beside.kinds(c.stable())));
    }
    Beside filled = beside.filled(c.canary().requests());
    Counts stable = Beside.counts(filled.since(beside));
    return new Seat(new Observation.Counted(c.at(), stable, c.canary()), filled);
  }

  private static Seat timed(Observation.Timed t, Beside beside, boolean alone) {
    int kinds = t.stable().counts().size();
    if (!alone || t.stable().requests() > 0 || !beside.knows(kinds)) {
      return new Seat(t, beside.counted(Beside.kinds(t.stable())));
    }
    Beside filled = beside.filled(t.canary().requests());
    Histogram stable = new Histogram(t.stable().bounds(), filled.since(beside));
    return new Seat(new Observation.Timed(t.at(), stable, t.canary()), filled);
  }

  private static Seat keyed(Observation.Keyed k, Beside beside, boolean alone) {
    Counts stable = stable(k);
    if (!alone || stable.requests() > 0 || !beside.knows(2)) {
      return new Seat(k, beside.counted(Beside.kinds(stable)));
    }
    Map<String, Observation.Sides> keys = new TreeMap<>();
    Beside filled = beside;
    for (Map.Entry<String, Observation.Sides> e : new TreeMap<>(k.keys()).entrySet()) {
      Beside next = filled.filled(e.getValue().canary().requests());
      Counts made = Beside.counts(next.since(filled));
      keys.put(e.getKey(), new Observation.Sides(made, e.getValue().canary()));
      filled = next;
    }
    return new Seat(new Observation.Keyed(k.at(), keys), filled);
  }

  /// What the stable side did for all keys together.
  static Counts stable(Observation.Keyed keyed) {
    long requests = 0;
    long errors = 0;
    for (Observation.Sides sides : keyed.keys().values()) {
      requests += sides.stable().requests();
      errors += sides.stable().errors();
    }
    return new Counts(requests, errors);
  }
}
