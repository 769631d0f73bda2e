package dev.sluice.flow.signal;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// One signal with where it comes from.
///
/// @param declared whether somebody wrote it; otherwise it was inferred
/// @param from one phrase that names what it was inferred from
public record Signal<T extends Enum<T>>(T value, boolean declared, Source source, String from) {
  public Signal {
    requireNonNull(value, "value");
    requireNonNull(source, "source");
    requireNonNull(from, "from");
  }
}
