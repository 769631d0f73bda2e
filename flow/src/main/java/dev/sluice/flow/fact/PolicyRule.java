package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A rule of policy as code.
///
/// @param engine `kyverno`, `gatekeeper`, `vap`, `conftest`, `sentinel`, …
/// @param blocks whether a violation is refused, not only reported
/// @param subject `kubernetes`, `terraform`, `image`, `pipeline`, `any`
/// @param verifiesImages whether it checks image signatures
public record PolicyRule(
    Source source,
    String engine,
    String name,
    boolean blocks,
    String subject,
    boolean verifiesImages)
    implements Fact {
  public PolicyRule {
    requireNonNull(source, "source");
    requireNonNull(engine, "engine");
    requireNonNull(name, "name");
    requireNonNull(subject, "subject");
  }
}
