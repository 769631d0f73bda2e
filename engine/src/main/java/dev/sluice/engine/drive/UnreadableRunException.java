package dev.sluice.engine.drive;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A run is kept in a way that this build can't go on from: another build has written it. Nothing
/// was changed; [#fix] says what to do.
public final class UnreadableRunException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private UnreadableRunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static UnreadableRunException ofForm(String run, @Nullable Integer form) {
    String found = form == null ? "a form without a number" : "form " + form;
    return new UnreadableRunException(
        "run "
            + run
            + " is kept in "
            + found
            + ", and this build of sluice knows form "
            + Begun.FORM,
        null);
  }

  static UnreadableRunException because(String run, String why) {
    return new UnreadableRunException("run " + run + " was written by another build: " + why, null);
  }

  /// What a reading gives.
  ///
  /// @throws UnreadableRunException when it fails because of what is written there
  static <T> T orElse(String run, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnreadableRunException(
          "run " + run + " holds what this build of sluice can't read: " + why, e);
    }
  }

  /// What to do about it.
  public String fix() {
    return "carry it on to its end with the build that began it: sluice drive; this one can begin"
        + " others";
  }
}
