package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A protection of an environment, kept as code or read from a live system.
///
/// @param from users or teams that may approve
/// @param selfApproval null when nothing says
/// @param via `terraform`, `settings file`, `argo-rollouts`, …
public record Approval(
    Source source,
    String environment,
    List<String> from,
    int quorum,
    @Nullable Boolean selfApproval,
    String via)
    implements Fact {
  public Approval {
    requireNonNull(source, "source");
    requireNonNull(environment, "environment");
    from = List.copyOf(from);
    requireNonNull(via, "via");
  }
}
