package dev.sluice.flow.intake;

import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The environments, from the first to production: those of the file, those that were answered,
/// those that were seen, or the usual ones.
///
/// @param stops in order
record Way(List<Stop> stops) {
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("development", 10),
          Map.entry("integration", 20),
          Map.entry("testing", 30),
          Map.entry("uat", 40),
          Map.entry("staging", 50),
          Map.entry("nonprod", 50),
          Map.entry("non-production", 50),
          Map.entry("preproduction", 60),
          Map.entry("pre-production", 60),
          Map.entry("preprod", 60),
          Map.entry("canary", 70));
  private static final int PRODUCTION = 100;

  Way {
    stops = List.copyOf(stops);
  }

  /// An environment.
  ///
  /// @param rank how near to production it is; 0 when a release does not pass it on its way
  /// @param seen where it was seen; null when it was answered or assumed
  record Stop(
      String name, List<String> aliases, boolean production, int rank, @Nullable Source seen) {
    Stop {
      aliases = List.copyOf(aliases);
    }

    boolean isCalled(String other) {
      return EnvironmentNames.same(name, other)
          || aliases.stream().anyMatch(alias -> alias.equalsIgnoreCase(other));
    }
  }

  static Way of(Known known) {
    List<Environment> written = known.delivery().environments();
    if (!written.isEmpty()) {
      return new Way(
          written.stream()
              .map(e ->
                  new Stop(
                      e.name(),
                      e.aliases(),
                      e.production(),
                      e.production() ? PRODUCTION : rank(e.name()),
                      e.at().source()))
              .toList());
    }
    List<Stop> stops = new ArrayList<>(seen(known));
    known.answer(Question.ENVIRONMENTS).ifPresent(answer -> answered(answer, stops));
    if (stops.isEmpty() && known.runs()) {
      stops.add(new Stop("staging", List.of(), false, rank("staging"), null));
    }
    if (!known.runs() && stops.stream().noneMatch(Stop::production)) {
      released(known).ifPresent(name -> stops.replaceAll(stop -> released(stop, name)));
    }
    if (stops.stream().noneMatch(Stop::production)) {
      stops.add(new Stop("production", List.of(), true, PRODUCTION, null));
    }
    if (known.runs()
        && planned(known)
        && stops.stream().noneMatch(s -> s.isCalled(TerraformRoots.ENVIRONMENT))) {
      stops.add(new Stop(TerraformRoots.ENVIRONMENT, List.of(), false, 0, null));
    }
    stops.sort(Comparator.comparingInt(stop -> stop.rank() == 0 ? PRODUCTION + 1 : stop.rank()));
    return new Way(stops);
  }

  /// Whether there is infrastructure whose changes a workflow is still to plan and apply: from an
  /// environment of its own, since it does not take the way of a release.
  private static boolean planned(Known known) {
    return TerraformRoots.few(TerraformRoots.of(known.facts()))
        && known.graph().occurrences(Activity.Kind.APPLY, Activity.Kind.PLAN).isEmpty();
  }

  /// Where something that is published goes: the environment of the job that publishes it.
  private static Optional<String> released(Known known) {
    return known.graph().occurrences(Activity.Kind.PUBLISH).stream()
        .flatMap(occurrence -> Stream.ofNullable(occurrence.node().environment()))
        .findFirst();
  }

  private static Stop released(Stop stop, String name) {
    return stop.isCalled(name)
        ? new Stop(stop.name(), stop.aliases(), true, PRODUCTION, stop.seen())
        : stop;
  }

  private static List<Stop> seen(Known known) {
    List<EnvironmentSeen> all = known.facts(EnvironmentSeen.class);
    List<String> names = all.stream().map(EnvironmentSeen::name).distinct().toList();
    List<Stop> stops = new ArrayList<>();
    for (EnvironmentSeen seen : all) {
      String name = seen.name();
      boolean once = stops.stream().noneMatch(stop -> EnvironmentNames.same(stop.name(), name));
      if (once && whole(name, names).equals(name)) {
        boolean production = EnvironmentNames.isProduction(name);
        List<String> parts =
            names.stream()
                .filter(other -> !other.equals(name) && whole(other, names).equals(name))
                .toList();
        stops.add(
            new Stop(name, parts, production, production ? PRODUCTION : rank(name), seen.source()));
      }
    }
    return stops;
  }

  /// `init-db-staging` beside `staging` is a part of it.
  private static String whole(String name, List<String> names) {
    return names.stream()
        .filter(
            other -> name.toLowerCase(Locale.ROOT).endsWith("-" + other.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(String::length))
        .orElse(name);
  }

  /// What was answered comes in its order; the last one is production.
  private static void answered(String answer, List<Stop> stops) {
    List<String> names = Question.words(answer).toList();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean last = i == names.size() - 1;
      int rank = last ? PRODUCTION : 1 + i * (PRODUCTION - 1) / names.size();
      Source seen =
          stops.stream()
              .filter(stop -> EnvironmentNames.same(stop.name(), name))
              .findFirst()
              .map(Stop::seen)
              .orElse(null);
      stops.removeIf(stop -> EnvironmentNames.same(stop.name(), name));
      stops.add(new Stop(name, List.of(), last, rank, seen));
    }
  }

  private static int rank(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return RANKS.entrySet().stream()
        .filter(entry -> EnvironmentNames.same(entry.getKey(), lower))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(0);
  }

  /// The stops right before one.
  List<Stop> below(Stop stop) {
    if (stop.rank() == 0) {
      return List.of();
    }
    int nearest =
        stops.stream()
            .mapToInt(Stop::rank)
            .filter(rank -> rank > 0 && rank < stop.rank())
            .max()
            .orElse(0);
    return nearest == 0
        ? List.of()
        : stops.stream().filter(other -> other.rank() == nearest).toList();
  }

  /// The first production environment.
  Stop production() {
    return stops.stream().filter(Stop::production).findFirst().orElse(stops.getLast());
  }
}
