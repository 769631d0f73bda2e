package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A secret in clear text. The value is never kept.
///
/// @param rule `aws-access-key`, `private-key`, …
/// @param hint what it looks like, without its secret part
public record LeakedSecret(Source source, String rule, String hint) implements Fact {
  public LeakedSecret {
    requireNonNull(source, "source");
    requireNonNull(rule, "rule");
    requireNonNull(hint, "hint");
  }
}
