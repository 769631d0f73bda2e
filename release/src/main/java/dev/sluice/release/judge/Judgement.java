package dev.sluice.release.judge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the judge says after an observation.
///
/// @param at time of the observation
/// @param hold why the canary gets no more traffic for now, or null
/// @param statistic how many times likelier all that was seen is if the canary is worse than if it
///   is equal; or, where the best estimate lies within the tolerance, than if it is tolerable
/// @param bound the statistic that stops a canary
/// @param canary counts of the canary that were judged
/// @param stable counts of the stable in the same time
/// @param reference error rate of the baseline before, or the objective
public record Judgement(
    Instant at,
    Verdict verdict,
    @Nullable Hold hold,
    double statistic,
    double bound,
    Counts canary,
    Counts stable,
    double reference) {
  public Judgement {
    requireNonNull(at, "at");
    requireNonNull(verdict, "verdict");
    requireNonNull(canary, "canary");
    requireNonNull(stable, "stable");
  }

  /// Requests of the canary that were judged.
  public long samples() {
    return canary.requests();
  }

  /// The judgement in one sentence.
  public String why() {
    if (canary.requests() == 0) {
      Hold held = hold;
      return held == null ? "The canary has not been judged yet." : "Held: " + held.text() + ".";
    }
    String seen =
        String.format(
            Locale.ROOT,
            "The canary fails %s of %,d requests, the stable %s now and %s before",
            percent(canary.rate()),
            canary.requests(),
            percent(stable.rate()),
            percent(reference));
    return switch (verdict) {
      case WORSE ->
          seen + ": " + odds() + " times likelier if it is worse, and " + enough() + " are enough.";
      case NOT_WORSE -> seen + ": " + inverse() + " times likelier if it is no worse.";
      case UNDECIDED -> {
        Hold held = hold;
        yield held == null
            ? seen + ": " + odds() + " times as likely if it is worse, " + enough() + " would do."
            : seen + "; held: " + held.text() + ".";
      }
    };
  }

  private String odds() {
    return number(statistic);
  }

  private String enough() {
    return number(bound);
  }

  private String inverse() {
    return number(1 / statistic);
  }

  private static String number(double value) {
    return value >= 1e6
        ? "over a million"
        : String.format(Locale.ROOT, value < 10 ? "%.2g" : "%,.0f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", 100 * share);
  }
}
