package dev.sluice.flow.source;

import static java.util.Objects.requireNonNull;

/// A piece of text and the place where it stands.
public record Text(Source source, String value) {
  public Text {
    requireNonNull(source, "source");
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
