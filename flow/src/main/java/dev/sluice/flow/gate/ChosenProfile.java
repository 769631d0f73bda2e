package dev.sluice.flow.gate;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.signal.Signals;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The profile that sets the bars, with where it comes from.
record ChosenProfile(Profile profile, String why) {

  /// The signals choose; the file can only raise; the command line decides, and a lowering is said
  /// aloud.
  static ChosenProfile of(Delivery delivery, Signals signals, @Nullable Profile asked) {
    Profile bySignals = signals.profile();
    Profile written = delivery.profile();
    Profile base = written != null && written.compareTo(bySignals) > 0 ? written : bySignals;
    String why = base == bySignals ? reason(signals) : "delivery.yaml raises it";
    if (asked == null) {
      String lower = name(bySignals) + " by the signals, which delivery.yaml cannot lower";
      return new ChosenProfile(
          base, written != null && written.compareTo(bySignals) < 0 ? lower : why);
    }
    return asked.compareTo(base) < 0
        ? new ChosenProfile(asked, "asked for, lower than " + name(base) + " (" + why + ")")
        : new ChosenProfile(asked, "asked for");
  }

  private static String reason(Signals signals) {
    return switch (signals.profile()) {
      case REGULATED -> "compliance is tight: " + signals.compliance().orElseThrow().from();
      case STARTER -> "low risk, one team, no compliance regime";
      case STANDARD -> "the signals ask for neither less nor more";
    };
  }

  private static String name(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT);
  }
}
