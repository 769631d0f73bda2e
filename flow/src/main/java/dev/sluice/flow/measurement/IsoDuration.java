package dev.sluice.flow.measurement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a duration is written to people: whole days as days, since `P30D` is read more easily than
/// `PT720H`.
public final class IsoDuration {
  private IsoDuration() {}

  /// The duration as ISO 8601, and words for none.
  public static String of(@Nullable Duration duration) {
    if (duration == null) {
      return "an unstated time";
    }
    long days = duration.toDays();
    boolean whole = days > 0 && duration.equals(Duration.ofDays(days));
    return whole ? "P" + days + "D" : duration.toString();
  }
}
