package dev.sluice.engine.plan;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.sluice.engine.store.KeptRelease;
import dev.sluice.engine.store.Store;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.Hop;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.rollout.Plan;
import dev.sluice.release.rollout.Planner;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes runs from what a delivery declares and what the store knows.
public final class Planning {
  /// Label of a release that names those who made the change, with commas between.
  public static final String AUTHORS = "authors";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Declared declared;
  private final Store store;

  public Planning(Declared declared, Store store) {
    this.declared = requireNonNull(declared, "declared");
    this.store = requireNonNull(store, "store");
  }

  /// The rollout of a release into an environment.
  public Planned<Brief.OfRollout> rollout(String environment, Release release, Instant now) {
    String service = release.service();
    Optional<Environment> into = declared.environment(environment);
    if (into.isEmpty()) {
      return refused("there is no environment " + environment, "name one of environments");
    }
    Optional<Cd.Target> target = declared.target(service, into.get());
    if (target.isEmpty()) {
      return noTarget(service, environment);
    }
    Optional<Cd.Strategy> strategy = declared.strategy(into.get());
    if (strategy.isEmpty()) {
      return refused(
          environment + " has no strategy", "declare cd.strategy, or one in cd.environments");
    }
    List<Deployed> history = store.deployed(service, into.get().name());
    if (history.isEmpty()) {
      return refused(
          "nothing is known to run in " + environment + ", so there is nothing to go back to",
          "sluice release deploy starts a first release; sluice release adopt names one that"
              + " runs already");
    }
    Plan plan = plan(strategy.get(), target.get());
    Spec spec =
        new Spec(
            id(service, into.get(), release, now),
            into.get().name(),
            history.getLast().release(),
            release,
            plan,
            Rule.of(into.get().approvals()),
            authors(release));
    return new Planned.Ready<>(
        new Brief.OfRollout(
            spec,
            store.holds(),
            store.generation(service, into.get().name()),
            strategy.get().analyses(),
            declared.aftermath(into.get())));
  }

  private static Plan plan(Cd.Strategy strategy, Cd.Target target) {
    return Planner.plan(
        strategy,
        requireNonNullElse(target.replicas(), 1),
        requireNonNullElse(target.onOutsideChange(), Cd.OnOutsideChange.RESTORE));
  }

  static String id(String service, Environment environment, Release release, Instant now) {
    return String.join(
        "-", service, environment.name(), STAMP.format(now), release.id().brief().substring(0, 6));
  }

  /// Those who made the change of a release, as it was said when it was created.
  public Set<String> authors(Release release) {
    KeptRelease kept = store.release(release.id());
    String named = kept == null ? null : kept.labels().get(AUTHORS);
    Set<String> authors = new TreeSet<>();
    if (named != null) {
      for (String author : named.split(",", -1)) {
        if (!author.isBlank()) {
          authors.add(author.strip());
        }
      }
    }
    return authors;
  }

  /// The rollback of what services have in an environment, each to its last verified release, as
  /// one.
  ///
  /// @param why why, and who asked for it
  /// @param drill whether it is exercised only
  public Planned<Brief.OfRollback> rollback(
      List<String> services, String environment, String why, boolean drill, Instant now) {
    return new RollbackPlanning(declared, store).plan(services, environment, why, drill, now);
  }

  /// The promotion of a release into an environment.
  public Planned<Brief.OfPromotion> promotion(String environment, Release release, Instant now) {
    Optional<Hop> hop =
        Hop.of(declared.delivery()).stream()
            .filter(h -> h.environment().equals(environment))
            .findFirst();
    Optional<Environment> into = declared.environment(environment);
    if (hop.isEmpty() || into.isEmpty()) {
      return refused("there is no environment " + environment, "name one of environments");
    }
    String id = id(release.service(), into.get(), release, now) + "-promotion";
    return new Planned.Ready<>(
        new Brief.OfPromotion(Candidacy.of(id, hop.get(), release, authors(release))));
  }

  static <T extends Brief> Planned<T> noTarget(String service, String environment) {
    return refused(
        "nothing says what takes the traffic of " + service + " in " + environment,
        "declare it under cd.targets");
  }

  static <T extends Brief> Planned<T> refused(String why, String fix) {
    return new Planned.Refused<>(why, fix);
  }
}
