package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.Observation;
import dev.sluice.release.promotion.State;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice promote`: asks for a release to enter an environment, and says what keeps it out.
public final class PromoteCommand extends OnSite {
  private static final String OVERRIDE = "--override-freeze";
  private static final String WAIT = "--wait";

  /// How long it takes an engine to take in what was asked.
  private static final Duration SETTLES = Duration.ofSeconds(4);

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
    try (Driving driving = new Driving(given)) {
      String id = known(given, release, environment).orElse(null);
      if (id == null) {
        Planned<Brief.OfPromotion> planned =
            given.site().planning().promotion(environment, release, now);
        if (!(planned instanceof Planned.Ready<Brief.OfPromotion> ready)) {
          return driving.begin(planned, by);
        }
        id = ready.brief().id();
        driving.open(ready.brief(), by);
      }
      post(given, id, new Observation.AskedFor(release.id(), new Candidacy.Asked(by, now)), by);
      String freeze = given.option(OVERRIDE);
      if (freeze != null) {
        Candidacy.FreezeOverride override =
            new Candidacy.FreezeOverride(freeze, by, given.required(Given.REASON), now);
        post(given, id, new Observation.Overridden(release.id(), override), by);
      }
      return given.flag(WAIT) ? driving.follow(id) : look(given, driving, id);
    }
  }

  private static int look(Given given, Driving driving, String id) throws InterruptedException {
    Instant end = Instant.now().plus(SETTLES);
    return driving.follow(id, () -> Instant.now().isBefore(end)) == Exit.OK
        ? said(given)
        : Exit.SHUT;
  }

  private static int said(Given given) {
    given.terminal().out().println("its rollout has begun; sluice drive carries it on");
    return Exit.OK;
  }

  /// The open promotion of this very release.
  private static Optional<String> known(Given given, Release release, String environment) {
    RunFilter filter = RunFilter.all(50).of(RunKind.PROMOTION).open(true);
    List<Run> open = given.site().store().runs(filter.on(release.service(), environment));
    return open.stream()
        .filter(run -> Codec.read(run.state(), State.class).candidacy().release().equals(release))
        .map(Run::id)
        .findFirst();
  }

  private static void post(Given given, String id, Observation observation, String by) {
    Input input = new Input.OfPromotion(observation);
    long seq = given.site().store().post(id, Instant.now(), by, Codec.write(input));
    if (seq == 0) {
      throw given.wrong(id + " is over");
    }
  }
}
