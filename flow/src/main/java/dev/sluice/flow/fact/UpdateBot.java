package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A configured bot that keeps dependencies fresh: one fact per ecosystem that it covers.
///
/// @param tool `renovate`, `dependabot`
/// @param ecosystem `github-actions`, `docker`, `npm`, …; `*` for every one that it knows
/// @param directory `/` for the whole repository
public record UpdateBot(Source source, String tool, String ecosystem, String directory)
    implements Fact {
  public UpdateBot {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(ecosystem, "ecosystem");
    requireNonNull(directory, "directory");
  }
}
