package dev.sluice.release.judge;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What was judged of a canary so far.
public sealed interface Seen {
  /// Nothing yet.
  Seen NOTHING = new Failures(Counts.NONE, Counts.NONE, 0, null);

  /// Requests of the canary that were judged.
  long samples();

  /// The same in words, as a clause.
  String text();

  /// What failed.
  ///
  /// @param reference error rate of the stable before, or the objective
  /// @param dominant the key that has most of the canary's errors, so that few of them counted;
  ///   null when there is none
  record Failures(Counts canary, Counts stable, double reference, @Nullable Dominant dominant)
      implements Seen {
    public Failures {
      requireNonNull(canary, "canary");
      requireNonNull(stable, "stable");
    }

    @Override
    public long samples() {
      return canary.requests();
    }

    @Override
    public String text() {
      String all =
          String.format(
              Locale.ROOT,
              "the canary fails %s of %,d requests, the stable %s now and %s before",
              percent(canary.rate()),
              canary.requests(),
              percent(stable.rate()),
              percent(reference));
      Dominant most = dominant;
      return most == null ? all : all + "; " + most.text();
    }
  }

  /// A key, a customer say, that alone has most of the canary's errors, so that few of them
  /// counted.
  ///
  /// @param share of all errors, 0…1
  record Dominant(String key, double share) {
    String text() {
      return String.format(
          Locale.ROOT,
          "%s alone has %.0f %% of the canary's errors, which count no more than the others'",
          key,
          100 * share);
    }
  }

  /// How long it took.
  ///
  /// @param quantile which time is told, 0…1
  /// @param canary that time in seconds, of the canary
  /// @param stable of the stable, meanwhile
  /// @param reference of the stable before, or the objective
  record Times(long samples, double quantile, double canary, double stable, double reference)
      implements Seen {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s of the canary's %,d requests take up to %s, of the stable's %s now and %s before",
          share(quantile),
          samples,
          time(canary),
          time(stable),
          time(reference));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", 100 * share);
  }

  private static String share(double quantile) {
    BigDecimal percent = new BigDecimal(100 * quantile, new MathContext(4)).stripTrailingZeros();
    return percent.toPlainString() + " %";
  }

  private static String time(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.3g ms", 1000 * seconds)
        : String.format(Locale.ROOT, "%.3g s", seconds);
  }
}
