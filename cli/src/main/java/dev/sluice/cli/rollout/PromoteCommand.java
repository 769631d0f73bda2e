package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.drive.Kept;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.flow.delivery.Context;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.Hop;
import dev.sluice.release.promotion.Observation;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice promote`: asks for a release to enter an environment, and says what keeps it out.
public final class PromoteCommand extends OnSite {
  private static final String OVERRIDE = "--override-freeze";
  private static final String WAIT = "--wait";
  private static final Duration BEAT = Duration.ofMillis(100);

  /// How long an engine may take to take in what was asked: another process may have the run, or
  /// had it until it died.
  private static final Duration SETTLES = Duration.ofSeconds(12);

  @Override
  void takes(CommandSpec spec) {
    Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
    Arguments.addOption(spec, Given.ENVIRONMENT, "NAME", "The environment that it is to enter.");
    Arguments.addOption(
        spec, OVERRIDE, "FREEZE", "Lets it in although this freeze holds; needs --reason.");
    Arguments.addOption(spec, Given.REASON, "TEXT", "Why the freeze is overridden.");
    Arguments.addFlag(spec, WAIT, "Waits until it is let in, and follows its rollout.");
  }

  @Override
  int run(Given given) throws InterruptedException {
    Release release = given.site().release(given.spec(), given.requiredName("RELEASE")).release();
    String environment = given.environment();
    String by = given.site().person(given.spec()).name();
    Instant now = Instant.now();
    Candidacy.FreezeOverride override = override(given, by, now);
    if (runs(given.site().store(), release, environment)) {
      throw given.wrong(release.id().brief() + " is what runs in " + environment + " already");
    }
    try (Driving driving = new Driving(given)) {
      if (given.site().planning().rollout(environment, release, now)
          instanceof Planned.Refused<Brief.OfRollout> refused) {
        return driving.refused(refused.why(), refused.fix());
      }
      Optional<Run> known = known(given, release, environment);
      String id;
      if (known.isPresent()) {
        id = known.get().id();
      } else {
        Planned<Brief.OfPromotion> planned =
            given.site().planning().promotion(environment, release, now);
        if (!(planned instanceof Planned.Ready<Brief.OfPromotion> ready)) {
          return driving.begin(planned, by);
        }
        id = ready.brief().id();
        driving.open(ready.brief(), by);
      }
      long last =
          post(given, id, new Observation.AskedFor(release.id(), new Candidacy.Asked(by, now)), by);
      if (override != null) {
        last = post(given, id, new Observation.Overridden(release.id(), override), by);
      }
      return given.flag(WAIT) ? whole(given, driving, id) : look(given, driving, id, last);
    }
  }

  private static boolean runs(Store store, Release release, String environment) {
    List<Deployed> history = store.deployed(release.service(), environment);
    return !history.isEmpty() && history.getLast().release().equals(release);
  }

  private static Candidacy.@Nullable FreezeOverride override(Given given, String by, Instant now) {
    String freeze = given.option(OVERRIDE);
    if (freeze == null) {
      return null;
    }
    Context context = given.site().declared().delivery().context();
    Context.Constraints constraints = context == null ? null : context.constraints();
    List<String> known =
        constraints == null
            ? List.of()
            : constraints.freezes().stream().map(Context.Freeze::name).toList();
    if (!known.contains(freeze)) {
      throw known.isEmpty()
          ? given.wrong(OVERRIDE + ": there are no freezes in delivery.yaml")
          : Arguments.unknown(given.spec(), OVERRIDE, known, freeze);
    }
    return new Candidacy.FreezeOverride(freeze, by, given.required(Given.REASON), now);
  }

  /// Follows a promotion until it is over, and then the rollout that it has begun.
  private static int whole(Given given, Driving driving, String id) throws InterruptedException {
    int exit = driving.follow(id);
    Run promotion = given.site().store().run(id);
    if (exit != Exit.OK || promotion == null) {
      return exit;
    }
    Release release = Kept.promotion(promotion).candidacy().release();
    RunFilter there = RunFilter.all(20).of(RunKind.ROLLOUT);
    for (Run run :
        given.site().store().runs(there.on(promotion.service(), promotion.environment()))) {
      if (Kept.rollout(run).spec().canary().equals(release)) {
        return driving.follow(run.id());
      }
    }
    return exit;
  }

  /// Follows it until what was asked has been taken in.
  ///
  /// @param last number of the last message that was sent to it
  private static int look(Given given, Driving driving, String id, long last)
      throws InterruptedException {
    Instant end = Instant.now().plus(SETTLES);
    Store store = given.site().store();
    while (!(taken(store.run(id), last) && alone(store, id)) && Instant.now().isBefore(end)) {
      Thread.sleep(BEAT);
    }
    int exit = driving.follow(id, () -> false);
    if (exit == Exit.OK) {
      given.terminal().out().println("its rollout has begun; sluice drive carries it on");
    } else {
      given
          .terminal()
          .out()
          .println("  asked for; sluice drive lets it in as soon as nothing keeps it out");
    }
    return exit;
  }

  private static boolean taken(@Nullable Run run, long last) {
    return run == null || !run.open() || run.inboxUpTo() >= last;
  }

  /// Whether those that came before it are over.
  private static boolean alone(Store store, String id) {
    Run run = store.run(id);
    return run == null
        || open(store, run.service(), run.environment()).stream()
            .noneMatch(other -> other.createdAt().isBefore(run.createdAt()));
  }

  private static List<Run> open(Store store, String service, String environment) {
    RunFilter filter = RunFilter.all(50).of(RunKind.PROMOTION).open(true);
    return store.runs(filter.on(service, environment));
  }

  /// The open promotion of this very release by the rules of today.
  private static Optional<Run> known(Given given, Release release, String environment) {
    List<Hop> today = Hop.of(given.site().declared().delivery());
    return open(given.site().store(), release.service(), environment).stream()
        .filter(run -> {
          Candidacy c = Kept.promotion(run).candidacy();
          return c.release().equals(release) && today.contains(c.hop());
        })
        .findFirst();
  }

  private static long post(Given given, String id, Observation observation, String by) {
    Input input = new Input.OfPromotion(observation);
    long seq = given.site().store().post(id, Instant.now(), by, Codec.write(input));
    if (seq == 0) {
      throw given.wrong(id + " is over");
    }
    return seq;
  }
}
