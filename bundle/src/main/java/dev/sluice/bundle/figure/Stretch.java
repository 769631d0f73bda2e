package dev.sluice.bundle.figure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a rollout during which the weight stays as it is.
///
/// @param weight percent of traffic that the new version serves
/// @param lasts null when nothing says
/// @param approval whether it lasts until somebody approves
/// @param gradual whether the weight grows evenly from the one before, not at once
/// @param judgedBy names of what may stop it here
/// @param note what else happens: `old side kept for 1 h`
record Stretch(
    double weight,
    @Nullable Duration lasts,
    boolean approval,
    boolean gradual,
    List<String> judgedBy,
    String note) {
  Stretch {
    judgedBy = List.copyOf(judgedBy);
  }

  static Stretch of(double weight, String note) {
    return new Stretch(weight, null, false, false, List.of(), note);
  }

  Stretch lasting(@Nullable Duration duration) {
    return duration == null
        ? this
        : new Stretch(
            weight,
            lasts == null ? duration : lasts.plus(duration),
            approval,
            gradual,
            judgedBy,
            note);
  }

  Stretch approved() {
    return new Stretch(weight, lasts, true, gradual, judgedBy, note);
  }

  Stretch growing() {
    return new Stretch(weight, lasts, approval, true, judgedBy, note);
  }

  Stretch judged(List<String> by) {
    return new Stretch(weight, lasts, approval, gradual, by, note);
  }

  /// What happens during it, in words.
  String words() {
    StringBuilder words = new StringBuilder(gradual ? "up to " : "");
    words.append(Words.number(weight)).append(" %");
    Duration time = lasts;
    if (time != null) {
      words.append(gradual ? " in " : " for ").append(Words.span(time));
    }
    if (approval) {
      words.append(time == null ? " until approved" : ", then until approved");
    }
    if (!note.isEmpty()) {
      words.append(", ").append(note);
    }
    return words.toString();
  }
}
