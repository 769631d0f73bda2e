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
/// @param seen what was judged so far
public record Judgement(
    Instant at, Verdict verdict, @Nullable Hold hold, double statistic, double bound, Seen seen) {
  public Judgement {
    requireNonNull(at, "at");
    requireNonNull(verdict, "verdict");
    requireNonNull(seen, "seen");
  }

  /// Requests of the canary that were judged.
  public long samples() {
    return seen.samples();
  }

  /// The judgement in one sentence.
  public String why() {
    Hold held = hold;
    if (samples() == 0) {
      return held == null ? "The canary has not been judged yet." : "Held: " + held.text() + ".";
    }
    String clause = seen.text();
    String text = clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    return switch (verdict) {
      case WORSE ->
          text + ": " + odds() + " times likelier if it is worse, and " + enough() + " are enough.";
      case NOT_WORSE -> text + ": " + inverse() + " times likelier if it is no worse.";
      case UNDECIDED ->
          held == null
              ? text + ": " + odds() + " times as likely if it is worse, " + enough() + " would do."
              : text + "; held: " + held.text() + ".";
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
}
