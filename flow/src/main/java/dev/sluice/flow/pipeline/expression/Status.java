package dev.sluice.flow.pipeline.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The functions that ask how earlier jobs or steps ended.
public enum Status {
  ALWAYS,
  SUCCESS,
  FAILURE,
  CANCELLED;

  /// The function of a name.
  public static Optional<Status> of(String name) {
    return Arrays.stream(values())
        .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
