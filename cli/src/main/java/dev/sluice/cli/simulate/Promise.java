package dev.sluice.cli.simulate;

import dev.sluice.cli.simulate.Answer.Case;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.release.rollout.Reason;
import dev.sluice.release.simulation.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Something that a delivery declares, and what came of it.
///
/// @param key where it is declared
/// @param declared the bound
/// @param found what came out at the 95th percentile of the worst bad release; NaN where nothing
///   did
/// @param kind what both are
/// @param rate of that release, or NaN
/// @param reached how many runs reached it, where the bound itself stops a rollout; else -1
record Promise(String key, double declared, double found, Kind kind, double rate, int reached) {
  /// What is bounded.
  enum Kind {
    REQUESTS,
    PERCENT,
    SECONDS
  }

  /// Whether it holds.
  boolean kept() {
    return Double.isNaN(found) || found <= declared;
  }

  /// All that a delivery declares and a simulation can try.
  static List<Promise> of(Delivery delivery, Answer answer) {
    List<Promise> all = new ArrayList<>();
    Long cap = answer.subject().rehearsal().brief().spec().plan().limits().maxExposedRequests();
    if (cap != null) {
      all.add(cap(cap, answer));
    }
    ReleaseSafety safety = delivery.releaseSafety();
    ReleaseSafety.BlastRadius blast = safety == null ? null : safety.blastRadius();
    if (blast != null) {
      add(all, "maxRequests", number(blast.maxRequests()), Kind.REQUESTS, answer);
      add(all, "maxShare", blast.maxShare(), Kind.PERCENT, answer);
    }
    ReleaseSafety.Recovery recovery = safety == null ? null : safety.recovery();
    Duration within = recovery == null ? null : recovery.within();
    if (within != null) {
      double seconds = within.toMillis() / 1e3;
      all.add(
          worst(
              "releaseSafety.recovery.within",
              seconds,
              Kind.SECONDS,
              answer,
              s -> s.recovered().p95()));
    }
    return List.copyOf(all);
  }

  private static @Nullable Double number(@Nullable Integer value) {
    return value == null ? null : Double.valueOf(value);
  }

  private static void add(
      List<Promise> all, String key, @Nullable Double declared, Kind kind, Answer answer) {
    if (declared != null) {
      ToDoubleFunction<Summary> value =
          kind == Kind.REQUESTS ? s -> s.requests().p95() : s -> s.largest().p95();
      all.add(worst("releaseSafety.blastRadius." + key, declared, kind, answer, value));
    }
  }

  private static Promise worst(
      String key, double declared, Kind kind, Answer answer, ToDoubleFunction<Summary> value) {
    Case worst =
        answer.cases().stream()
            .filter(c -> !c.tolerated())
            .filter(c -> !Double.isNaN(value.applyAsDouble(c.summary())))
            .max(Comparator.comparingDouble(c -> value.applyAsDouble(c.summary())))
            .orElse(null);
    return worst == null
        ? new Promise(key, declared, Double.NaN, kind, Double.NaN, -1)
        : new Promise(key, declared, value.applyAsDouble(worst.summary()), kind, worst.rate(), -1);
  }

  /// The cap is kept by the machine; a healthy release that reaches it waits for a person.
  private static Promise cap(long cap, Answer answer) {
    Summary.Waited waited = answer.healthy().waits().get(Reason.MAX_EXPOSED_REQUESTS);
    return new Promise(
        "maxExposedRequests",
        cap,
        Double.NaN,
        Kind.REQUESTS,
        Double.NaN,
        waited == null ? 0 : waited.runs());
  }
}
