package dev.sluice.release.rollout;

import java.util.List;

/// What a step waits for.
///
/// @param counted whether the time counts for the progress deadline
/// @param missing criteria whose data it waits for
record Wait(Reason reason, String why, boolean counted, List<String> missing) {
  static Wait inTime(Reason reason, String why) {
    return new Wait(reason, why, true, List.of());
  }

  static Wait calmly(Reason reason, String why) {
    return new Wait(reason, why, false, List.of());
  }

  static Wait forData(List<String> missing) {
    String why = "no data from " + String.join(", ", missing);
    return new Wait(Reason.NO_DATA, why, true, List.copyOf(missing));
  }
}
