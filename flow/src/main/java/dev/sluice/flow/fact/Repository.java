package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The repository as a whole: one fact per survey.
///
/// @param name last segment of the origin, or the directory's name
/// @param commit full id of the checked-out commit, or null outside git
/// @param branch the checked-out branch, or null when detached
/// @param defaultBranch what origin/HEAD names, or null
/// @param shallow whether history was cut off at clone
/// @param commits commits reachable from the checked-out one, up to the reader's bound
/// @param recentCommits commits in the 90 days before the newest commit
/// @param recentAuthors distinct authors in these 90 days
/// @param origin host and path of the origin, `github.com/acme/storefront`; null when there is none
public record Repository(
    Source source,
    String name,
    @Nullable String commit,
    @Nullable String branch,
    @Nullable String defaultBranch,
    boolean shallow,
    int commits,
    int recentCommits,
    int recentAuthors,
    @Nullable Instant firstCommit,
    @Nullable Instant lastCommit,
    @Nullable String origin)
    implements Fact {
  public Repository {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
  }
}
