package dev.sluice.flow.secretsconfig.promotion;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Config;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.path.Glob;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the keys that one environment sets and another does not.
///
/// Compared are objects that are written in full for each environment, in directories that differ
/// in nothing but the environment's name. Values that only lie over others (chart values, Compose
/// overrides) may take the missing key from elsewhere: they are left alone.
final class Differences {
  /// Environments in which keys of their own are nobody's surprise, unless the delivery names them.
  private static final Set<String> WORKSHOPS =
      Set.of(
          "development", "testing", "preview", "local", "ci", "e2e", "sandbox", "minikube", "kind");

  private static final String IN_FULL = "ConfigMap/";

  private final Subject subject;

  private Differences(Subject subject) {
    this.subject = subject;
  }

  /// A key that is set in some environments only.
  ///
  /// @param at one of the places where it is set
  record Difference(Source at, String key, String in, String notIn) {
    void add(Answer.Builder answer) {
      answer.contradicted(
          at,
          key + " is set in " + in + ", but not in " + notIn,
          "set it in " + notIn + " too, or say why not in `config.differences`");
    }
  }

  /// What one object sets in each environment.
  private record Family(String group, String place) {}

  /// Every difference without a declared reason, by place.
  static List<Difference> of(Subject subject) {
    return new Differences(subject).all();
  }

  private List<Difference> all() {
    Map<Family, Map<String, Map<String, Source>>> families = new LinkedHashMap<>();
    Map<String, Set<String>> everywhere =
        subject.facts(ConfigKey.class).stream()
            .filter(key -> key.environment() == null)
            .collect(
                Collectors.groupingBy(
                    ConfigKey::group, Collectors.mapping(ConfigKey::key, Collectors.toSet())));
    for (ConfigKey key : subject.facts(ConfigKey.class)) {
      String environment = key.environment();
      if (environment != null && key.group().startsWith(IN_FULL) && compared(environment)) {
        place(key.source().file(), environment)
            .ifPresent(place ->
                families
                    .computeIfAbsent(new Family(key.group(), place), f -> new TreeMap<>())
                    .computeIfAbsent(environment, e -> new TreeMap<>())
                    .putIfAbsent(key.key(), key.source()));
      }
    }
    List<Difference> differences = new ArrayList<>();
    families.forEach((family, environments) ->
        compare(environments, everywhere.getOrDefault(family.group(), Set.of()), differences));
    return differences;
  }

  private void compare(
      Map<String, Map<String, Source>> environments,
      Set<String> everywhere,
      List<Difference> differences) {
    Map<String, Set<String>> set = new TreeMap<>();
    environments.forEach((environment, keys) ->
        keys.keySet().forEach(k -> set.computeIfAbsent(k, x -> new TreeSet<>()).add(environment)));
    set.forEach((key, in) -> {
      List<String> without =
          environments.keySet().stream().filter(environment -> !in.contains(environment)).toList();
      if (!without.isEmpty() && !everywhere.contains(key) && !explained(key, in)) {
        Source at = environments.getOrDefault(in.iterator().next(), Map.of()).get(key);
        if (at != null) {
          differences.add(
              new Difference(at, key, String.join(", ", in), String.join(", ", without)));
        }
      }
    });
  }

  private boolean explained(String key, Set<String> in) {
    Config config = subject.delivery().config();
    return config != null
        && config.differences().stream()
            .filter(d -> Glob.matches(d.key(), key))
            .anyMatch(d -> d.environments().isEmpty() || covers(d.environments(), in));
  }

  private boolean covers(List<String> named, Set<String> in) {
    return in.stream().allMatch(e -> named.stream().anyMatch(n -> same(n, e)));
  }

  private boolean same(String named, String seen) {
    return EnvironmentNames.same(named, seen)
        || subject.delivery().environments().stream()
            .anyMatch(e -> e.name().equals(named) && e.isCalled(seen));
  }

  private boolean compared(String environment) {
    Delivery delivery = subject.delivery();
    return delivery.environments().isEmpty()
        ? WORKSHOPS.stream().noneMatch(w -> EnvironmentNames.same(w, environment))
        : delivery.environments().stream().anyMatch(e -> e.isCalled(environment));
  }

  /// The directory of a file with the environment's name taken out; empty when no directory has
  /// that name.
  private static Optional<String> place(String file, String environment) {
    List<String> directories = new ArrayList<>(List.of(file.split("/", -1)));
    directories.removeLast();
    for (int i = directories.size() - 1; i >= 0; i--) {
      if (EnvironmentNames.same(directories.get(i), environment)) {
        directories.set(i, "*");
        return Optional.of(String.join("/", directories));
      }
    }
    return Optional.empty();
  }
}
