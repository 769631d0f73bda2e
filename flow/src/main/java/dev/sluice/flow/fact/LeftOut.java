package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A file or tree that was left out on purpose.
///
/// @param why `ignored by git`, `vendored`, `test fixture`, …
public record LeftOut(Source source, String why) implements Fact {
  public LeftOut {
    requireNonNull(source, "source");
    requireNonNull(why, "why");
  }
}
