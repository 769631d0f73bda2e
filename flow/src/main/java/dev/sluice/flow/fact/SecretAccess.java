package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// A rule that lets somebody read secrets.
///
/// @param broad whether it covers every secret, or every verb
public record SecretAccess(Source source, String role, List<String> verbs, boolean broad)
    implements Fact {
  public SecretAccess {
    requireNonNull(source, "source");
    requireNonNull(role, "role");
    verbs = List.copyOf(verbs);
  }
}
