package dev.sluice.flow.cd;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The strategy of each production environment: its own, or the one of the section.
public final class Strategies {
  private Strategies() {}

  /// One production environment and its strategy.
  ///
  /// @param strategy null when none is declared
  /// @param source where the strategy stands, or the environment when there is none
  public record Chosen(Environment environment, Cd.@Nullable Strategy strategy, Source source) {
    /// The word for it: `canary`, `blueGreen`, `rolling`, `bigBang`, or empty when none is
    /// declared.
    public String word() {
      String name = strategy == null ? null : strategy.name();
      return name == null ? "" : name;
    }
  }

  /// One entry for each production environment, in order.
  public static List<Chosen> of(Delivery delivery) {
    Cd cd = delivery.cd();
    return delivery.productionEnvironments().stream().map(e -> chosen(e, cd)).toList();
  }

  /// Every strategy that is written, also where no production environment is declared.
  public static List<Cd.Strategy> written(Delivery delivery) {
    Cd cd = delivery.cd();
    if (cd == null) {
      return List.of();
    }
    return Stream.concat(
            Stream.ofNullable(cd.strategy()),
            cd.environments().stream().map(Cd.EnvironmentStrategy::strategy))
        .toList();
  }

  private static Chosen chosen(Environment environment, @Nullable Cd cd) {
    if (cd == null) {
      return new Chosen(environment, null, environment.at().source());
    }
    Optional<Cd.EnvironmentStrategy> own =
        cd.environments().stream()
            .filter(e -> e.environment().equals(environment.name()))
            .findFirst();
    if (own.isPresent()) {
      return new Chosen(environment, own.get().strategy(), own.get().strategy().at().source());
    }
    Cd.Strategy shared = cd.strategy();
    return shared == null
        ? new Chosen(environment, null, environment.at().source())
        : new Chosen(environment, shared, shared.at().source());
  }
}
