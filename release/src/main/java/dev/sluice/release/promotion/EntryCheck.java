package dev.sluice.release.promotion;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that has to pass for a release before it enters an environment.
///
/// @param name as `environments[].checks` has it
public record EntryCheck(String name, Kind kind) {
  public EntryCheck {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }

  /// What a name means, in this order.
  public enum Kind {
    /// A health check, asked in an environment below while the release is what runs there.
    HEALTH,
    /// A stop criterion: what it said of the release in its rollout in an environment below.
    ANALYSIS,
    /// A job, which leaves a record.
    JOB
  }

  /// What names mean where a delivery declares this of releases.
  static List<EntryCheck> of(List<String> names, @Nullable Cd cd) {
    List<String> health =
        cd == null ? List.of() : cd.healthChecks().stream().map(Cd.Check::name).toList();
    Set<String> analyses = cd == null ? Set.of() : analyses(cd);
    return names.stream()
        .map(name ->
            new EntryCheck(
                name,
                health.contains(name)
                    ? Kind.HEALTH
                    : analyses.contains(name) ? Kind.ANALYSIS : Kind.JOB))
        .toList();
  }

  private static Set<String> analyses(Cd cd) {
    Stream<Cd.Strategy> own = cd.environments().stream().map(Cd.EnvironmentStrategy::strategy);
    return Stream.concat(Stream.ofNullable(cd.strategy()), own)
        .flatMap(s -> s.analyses().stream())
        .map(Cd.Analysis::name)
        .collect(Collectors.toSet());
  }

  /// What would give it a result for a release, as something to do.
  ///
  /// @param release the short id of the release
  /// @param from environments below
  public String fix(String release, List<String> from) {
    String below = String.join(" or ", from);
    return switch (kind) {
      case HEALTH, ANALYSIS ->
          from.isEmpty()
              ? "it is "
                  + (kind == Kind.HEALTH ? "a health check" : "an analysis")
                  + ", and no environment is below; name a job in its place"
              : (kind == Kind.HEALTH
                      ? "it is asked in " + below + " while " + release + " is what runs there"
                      : "it is what a rollout of " + release + " in " + below + " ends with")
                  + "; sluice rollout start "
                  + release
                  + " --environment "
                  + from.getFirst();
      case JOB -> "sluice release check " + release + " " + name + " -- COMMAND runs it";
    };
  }
}
