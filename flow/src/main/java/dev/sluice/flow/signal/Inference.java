package dev.sluice.flow.signal;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Churn;
import dev.sluice.flow.fact.Exposed;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Works out signals that nobody declared. Each one names its evidence; where the evidence is thin
/// it says less rather than more, since a row of a decision table hangs on it.
final class Inference {
  private static final Set<String> TIGHT =
      Set.of(
          "soc2", "pci", "pci-dss", "hipaa", "iso27001", "fedramp", "sox", "dora", "nis2", "gxp");

  /// Infrastructure that changes about weekly or more often is said to change frequently.
  private static final int FREQUENT_CHANGES_IN_90_DAYS = 12;

  /// A destructive migration says something about the changes of these days, not of those before.
  private static final Duration RECENT = Duration.ofDays(90);

  /// Services of this tier and below are the least critical ones.
  private static final int LOW_TIER = 4;

  /// How many names an evidence lists.
  private static final int FEW = 3;

  private Inference() {}

  static Optional<Signal<Context.Risk>> risk(@Nullable Context context, Facts facts) {
    List<Context.Service> services = context == null ? List.of() : context.services();
    return services.stream()
        .flatMap(service -> high(service).stream())
        .findFirst()
        .or(() -> recentlyDestructive(facts))
        .or(() -> publicWithData(facts))
        .or(() -> low(services))
        .or(() -> medium(facts));
  }

  private static Optional<Signal<Context.Risk>> high(Context.Service service) {
    Integer tier = service.tier();
    if (tier != null && tier == 1) {
      return inferred(Context.Risk.HIGH, service.at().of("tier"), "a service of tier 1");
    }
    return service.exposure() == Context.Exposure.PUBLIC && !service.data().isEmpty()
        ? inferred(
            Context.Risk.HIGH, service.at().of("exposure"), "a public service that keeps data")
        : Optional.empty();
  }

  /// Low only where all services are said to be internal, of a low tier, and to keep nothing.
  private static Optional<Signal<Context.Risk>> low(List<Context.Service> services) {
    boolean all =
        !services.isEmpty()
            && services.stream()
                .allMatch(service -> {
                  Integer tier = service.tier();
                  return service.exposure() == Context.Exposure.INTERNAL
                      && tier != null
                      && tier >= LOW_TIER
                      && service.data().isEmpty();
                });
    return all
        ? inferred(
            Context.Risk.LOW,
            services.getFirst().at().of("tier"),
            "internal services of tier " + LOW_TIER + " or below that keep no data")
        : Optional.empty();
  }

  private static Optional<Signal<Context.Risk>> recentlyDestructive(Facts facts) {
    Instant newest =
        facts.of(Repository.class).stream()
            .map(Repository::lastCommit)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return facts.of(Migration.class).stream()
        .filter(m -> m.destructive() != null && recent(m.committed(), newest))
        .findFirst()
        .flatMap(m ->
            inferred(
                Context.Risk.HIGH,
                m.source(),
                "a schema migration of the last 90 days that destroys: " + m.destructive()));
  }

  private static boolean recent(@Nullable Instant committed, @Nullable Instant newest) {
    return committed != null && newest != null && committed.plus(RECENT).isAfter(newest);
  }

  private static Optional<Signal<Context.Risk>> publicWithData(Facts facts) {
    boolean data =
        !facts.of(Migration.class).isEmpty()
            || facts.of(Workload.class).stream().anyMatch(w -> w.kind().equals("StatefulSet"));
    return ways(facts)
        .filter(way -> data && Boolean.TRUE.equals(way.internet()))
        .findFirst()
        .flatMap(way ->
            inferred(
                Context.Risk.HIGH,
                way.source(),
                way.kind() + " " + way.name() + " faces the internet, and data is kept"));
  }

  private static Optional<Signal<Context.Risk>> medium(Facts facts) {
    return ways(facts)
        .filter(way -> !Boolean.FALSE.equals(way.internet()))
        .findFirst()
        .flatMap(way ->
            inferred(
                Context.Risk.MEDIUM,
                way.source(),
                way.kind() + " " + way.name() + " lets requests in from outside the cluster"))
        .or(() ->
            facts.of(Migration.class).stream()
                .findFirst()
                .flatMap(m ->
                    inferred(
                        Context.Risk.MEDIUM,
                        m.source(),
                        "schema migrations (" + m.tool() + "), none of late that destroys")));
  }

  private static Stream<Exposed> ways(Facts facts) {
    return facts.of(Exposed.class).stream()
        .filter(way -> {
          String environment = way.environment();
          return environment == null || EnvironmentNames.isProduction(environment);
        });
  }

  static Optional<Signal<Context.Compliance>> compliance(@Nullable Context context) {
    Context.Constraints constraints = context == null ? null : context.constraints();
    if (constraints == null || constraints.compliance().isEmpty()) {
      return Optional.empty();
    }
    List<String> regimes = constraints.compliance();
    Source at = constraints.at().of("compliance");
    if (regimes.equals(List.of("none"))) {
      return inferred(Context.Compliance.NONE, at, "no compliance regime");
    }
    return regimes.stream().anyMatch(r -> TIGHT.contains(r.toLowerCase(Locale.ROOT)))
        ? inferred(Context.Compliance.TIGHT, at, "the regimes " + String.join(", ", regimes))
        : inferred(Context.Compliance.MODERATE, at, "the regimes " + String.join(", ", regimes));
  }

  static Optional<Signal<Context.Teams>> teams(@Nullable Context context, Facts facts) {
    Map<String, Source> groups = groups(facts.of(OwnerRule.class));
    if (!groups.isEmpty()) {
      return counted(groups, "code owners");
    }
    Map<String, Source> owners = new LinkedHashMap<>();
    if (context != null) {
      for (Context.Service service : context.services()) {
        String owner = service.owner();
        if (owner != null) {
          owners.putIfAbsent(owner, service.at().of("owner"));
        }
      }
    }
    return owners.isEmpty() ? Optional.empty() : counted(owners, "owners of services");
  }

  /// The groups among the code owners, with the first line of each: the teams that are named, or
  /// else the people who stand together on a line.
  private static Map<String, Source> groups(List<OwnerRule> rules) {
    Map<String, Source> teams = new LinkedHashMap<>();
    Map<String, Source> people = new LinkedHashMap<>();
    for (OwnerRule rule : rules) {
      rule.owners().stream()
          .filter(owner -> owner.contains("/"))
          .forEach(team -> teams.putIfAbsent(team, rule.source()));
      if (!rule.owners().isEmpty()) {
        people.putIfAbsent(String.join(" and ", new TreeSet<>(rule.owners())), rule.source());
      }
    }
    return teams.isEmpty() ? people : teams;
  }

  private static Optional<Signal<Context.Teams>> counted(Map<String, Source> groups, String what) {
    List<String> names = new ArrayList<>(groups.keySet());
    List<Source> places = new ArrayList<>(groups.values());
    if (names.size() == 1) {
      return inferred(
          Context.Teams.ONE, places.getFirst(), "one among the " + what + ": " + names.getFirst());
    }
    String rest = names.size() > FEW ? " and " + (names.size() - FEW) + " more" : "";
    String listed = String.join(", ", names.subList(0, Math.min(FEW, names.size()))) + rest;
    return inferred(
        Context.Teams.SEVERAL, places.get(1), names.size() + " among the " + what + ": " + listed);
  }

  static Optional<Signal<Context.Churn>> churn(Facts facts) {
    return facts.of(Churn.class).stream()
        .filter(c -> c.area().equals("infrastructure"))
        .findFirst()
        .flatMap(c ->
            inferred(
                c.changes() > FREQUENT_CHANGES_IN_90_DAYS
                    ? Context.Churn.FREQUENT
                    : c.changes() > 2 ? Context.Churn.OCCASIONAL : Context.Churn.RARE,
                c.source(),
                (c.changes() == 1 ? "1 change" : c.changes() + " changes")
                    + " to infrastructure in 90 days"));
  }

  private static <T extends Enum<T>> Optional<Signal<T>> inferred(T value, Source at, String from) {
    return Optional.of(new Signal<>(value, false, at, from));
  }
}
