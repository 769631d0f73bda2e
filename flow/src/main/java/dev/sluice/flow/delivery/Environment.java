package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 2: an environment and the way into it.
public record Environment(
    Origin at,
    @Doc("Name of the environment") String name,
    @Doc("Whether real users depend on it") boolean production,
    @Doc("Other names that the repository uses for it") List<String> aliases,
    @Doc("Environments whose release may be promoted into this one; empty for the first")
        List<String> promotesFrom,
    @Doc("Entry checks of the hop into this environment: job names, or names of analyses")
        List<String> checks,
    @Doc("How long a release stays below before it may enter") @Nullable Duration soak,
    @Doc("Whether the hop runs by itself or waits for a person") @Nullable Promotion promotion,
    @Doc("Who has to agree before a release enters") @Nullable Approvals approvals) {
  public Environment {
    aliases = List.copyOf(aliases);
    promotesFrom = List.copyOf(promotesFrom);
    checks = List.copyOf(checks);
  }

  /// How a release enters.
  public enum Promotion {
    AUTOMATIC,
    MANUAL
  }

  /// Who has to agree.
  public record Approvals(
      Origin at,
      @Doc("Teams or people that may approve") List<String> from,
      @Range(from = 1, to = 20) @Doc("How many have to agree") @Nullable Integer quorum,
      @Doc("Whether the author of a change may approve it") @Nullable Boolean selfApproval,
      @Doc("How long an approval is good for") @Nullable Duration expires) {
    public Approvals {
      from = List.copyOf(from);
    }
  }

  /// Whether a name seen elsewhere means this environment: its own name, an alias, or a common
  /// short form.
  public boolean isCalled(String seen) {
    return EnvironmentNames.same(name, seen)
        || aliases.stream().anyMatch(a -> a.equalsIgnoreCase(seen));
  }
}
