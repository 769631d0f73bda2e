package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// An object that keeps an environment equal to a repository (Argo CD, Flux).
///
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param unwatched whether it acts on changes in the repository only, and does not look at what
///   became of what it deployed
public record GitOpsApplication(
    Source source,
    String tool,
    String name,
    @Nullable String environment,
    @Nullable String path,
    @Nullable String revision,
    boolean automated,
    boolean selfHeal,
    boolean prune,
    boolean unwatched)
    implements Fact, InEnvironment {
  public GitOpsApplication {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(name, "name");
  }
}
