package dev.sluice.cli.simulate;

import static java.util.Objects.requireNonNull;

import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Aftermath;
import dev.sluice.release.simulation.Rehearsal;
import dev.sluice.release.simulation.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A way into one or more environments that is simulated once.
///
/// @param environments names of those that have it
/// @param replicas instances that the whole traffic needs
/// @param lag until the sources can be read
record Subject(
    List<String> environments,
    Cd.Strategy strategy,
    Rehearsal rehearsal,
    int replicas,
    Duration lag) {
  /// Instances where no target says how many.
  private static final int REPLICAS = 4;

  Subject {
    environments = List.copyOf(environments);
    requireNonNull(strategy, "strategy");
    requireNonNull(rehearsal, "rehearsal");
    requireNonNull(lag, "lag");
  }

  /// The ways into environments; those that are alike are one.
  static List<Subject> of(Declared declared, List<Environment> environments) {
    List<Subject> all = new ArrayList<>();
    for (Environment environment : environments) {
      Subject next = of(declared, environment);
      if (next == null) {
        continue;
      }
      Optional<Subject> same = all.stream().filter(s -> s.isLike(next)).findFirst();
      if (same.isPresent()) {
        List<String> names = new ArrayList<>(same.get().environments);
        names.add(environment.name());
        Subject both = new Subject(names, next.strategy, next.rehearsal, next.replicas, next.lag);
        all.set(all.indexOf(same.get()), both);
      } else {
        all.add(next);
      }
    }
    return List.copyOf(all);
  }

  private static @Nullable Subject of(Declared declared, Environment environment) {
    Cd.Strategy strategy = declared.strategy(environment).orElse(null);
    if (strategy == null || strategy.name() == null) {
      return null;
    }
    Integer replicas =
        declared.services().stream()
            .flatMap(service -> declared.target(service, environment).stream())
            .flatMap(target -> Stream.ofNullable(target.replicas()))
            .findFirst()
            .orElse(null);
    int capacity = replicas == null ? REPLICAS : replicas;
    Aftermath aftermath =
        Aftermath.of(declared.delivery().releaseSafety(), declared.analyses(environment));
    Rule approvals = Rule.of(environment.approvals());
    return new Subject(
        List.of(environment.name()),
        strategy,
        Rehearsal.of(strategy, capacity, approvals, aftermath),
        capacity,
        lag(declared.delivery().cd(), strategy));
  }

  /// The longest lag of the sources that the strategy's criteria name.
  private static Duration lag(@Nullable Cd cd, Cd.Strategy strategy) {
    List<Cd.MetricSource> sources = cd == null ? List.of() : cd.sources();
    List<String> named =
        strategy.analyses().stream().flatMap(a -> Stream.ofNullable(a.source())).toList();
    return sources.stream()
        .filter(source -> named.contains(source.name()))
        .flatMap(source -> Stream.ofNullable(source.lag()))
        .map(lag -> Duration.ofSeconds(Math.max(0, lag.toSeconds())))
        .max(Duration::compareTo)
        .orElse(Timing.STANDARD.lag());
  }

  private boolean isLike(Subject other) {
    return strategy.equals(other.strategy)
        && replicas == other.replicas
        && rehearsal.equals(other.rehearsal)
        && lag.equals(other.lag);
  }

  /// Whether anything that is simulated can stop a release.
  boolean isJudged() {
    return !rehearsal.brief().criteria().isEmpty();
  }
}
