package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object that rolls a version out step by step (Argo Rollouts, Flagger).
///
/// @param tool `argo-rollouts`, `flagger`
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param strategy `canary`, `blueGreen`, `rolling`, `recreate`
/// @param analyses names of analysis templates or metrics that it uses
public record RolloutObject(
    Source source,
    String tool,
    String kind,
    String name,
    @Nullable String environment,
    String strategy,
    List<RolloutStep> steps,
    List<Text> analyses)
    implements Fact, InEnvironment {
  public RolloutObject {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(strategy, "strategy");
    steps = List.copyOf(steps);
    analyses = List.copyOf(analyses);
  }
}
