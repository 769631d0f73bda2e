package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// One line of a code-owners file. Later lines win over earlier ones.
///
/// @param owners empty when the line takes ownership away
public record OwnerRule(Source source, String pattern, List<String> owners) implements Fact {
  public OwnerRule {
    requireNonNull(source, "source");
    requireNonNull(pattern, "pattern");
    owners = List.copyOf(owners);
  }
}
