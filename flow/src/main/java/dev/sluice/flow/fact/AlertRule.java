package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import org.jspecify.annotations.Nullable;

/// An alert.
///
/// @param hold its `for`, as written
/// @param owner team or owner label
/// @param runbook the link in its annotations
public record AlertRule(
    Source source,
    String group,
    String name,
    String expression,
    @Nullable String hold,
    @Nullable String severity,
    @Nullable String owner,
    @Nullable Text runbook)
    implements Fact {
  public AlertRule {
    requireNonNull(source, "source");
    requireNonNull(group, "group");
    requireNonNull(name, "name");
    requireNonNull(expression, "expression");
  }
}
