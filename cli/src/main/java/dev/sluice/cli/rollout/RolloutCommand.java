package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.cli.report.Paint;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunKind;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice rollout`: starts rollouts, shows them, and tells them what people want.
public final class RolloutCommand extends Group {
  @Override
  public void describe(CommandSpec spec) {
    spec.addSubcommand(
        "start", new Start().spec("Rolls a release out, and follows it to its end."));
    spec.addSubcommand("status", new Status().spec("Shows where a rollout is."));
    spec.addSubcommand(
        "watch", new Watch().spec("Follows a rollout that another process carries on."));
    for (Observation.Command command : Observation.Command.values()) {
      String name = command.name().toLowerCase(Locale.ROOT);
      spec.addSubcommand(name, new Ask(command).spec(summary(command)));
    }
  }

  private static String summary(Observation.Command command) {
    return switch (command) {
      case PAUSE -> "Keeps a rollout where it is.";
      case RESUME -> "Lets a rollout go on. It lifts no hold and is no approval.";
      case ABORT -> "Takes a rollout back to the release before.";
    };
  }

  private static final class Start extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
      Arguments.addOption(spec, Given.ENVIRONMENT, "NAME", "The environment that it enters.");
    }

    @Override
    int run(Given given) throws InterruptedException {
      Release release = given.site().release(given.spec(), given.requiredName("RELEASE")).release();
      String by = given.site().person(given.spec()).name();
      String environment = given.environment();
      try (Driving driving = new Driving(given)) {
        return driving.begin(
            given.site().planning().rollout(environment, release, Instant.now()), by);
      }
    }
  }

  private static final class Status extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RUN", "0..1", "The rollout; the one that is open by default.");
    }

    @Override
    int run(Given given) {
      Run run = given.run(RunKind.ROLLOUT);
      Paint paint = new Paint(given.terminal().colour());
      new RunView(paint).lines(run, Instant.now()).forEach(given.terminal().out()::println);
      return run.open() || run.phase().equals("HEALTHY") ? Exit.OK : Exit.SHUT;
    }
  }

  private static final class Watch extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RUN", "0..1", "The rollout; the one that is open by default.");
    }

    @Override
    int run(Given given) throws InterruptedException {
      Run run = given.run(null);
      return new Following(given.site().store(), given.terminal(), List::of)
          .until(run.id(), () -> true);
    }
  }

  /// Tells a rollout what somebody wants.
  private static final class Ask extends OnSite {
    private final Observation.Command command;

    Ask(Observation.Command command) {
      this.command = command;
    }

    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RUN", "0..1", "The rollout; the one that is open by default.");
      Arguments.addOption(spec, Given.REASON, "TEXT", "Why.");
    }

    @Override
    int run(Given given) throws IOException {
      Run run = given.run(RunKind.ROLLOUT);
      String by = given.site().person(given.spec()).name();
      String why = given.option(Given.REASON);
      Instant now = Instant.now();
      Input input =
          new Input.OfRollout(
              new Observation.Asked(now, command, by, why == null ? "asked by " + by : why));
      if (given.site().store().post(run.id(), now, by, Codec.write(input)) == 0) {
        throw given.wrong(
            run.id() + " is over; sluice rollback takes a release back that has all the traffic");
      }
      String told = command.name().toLowerCase(Locale.ROOT);
      given.terminal().out().println(run.id() + ": " + told + " was asked for by " + by);
      return Exit.OK;
    }
  }
}
