package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice rollback`: takes a release back that has all the traffic.
public final class RollbackCommand extends OnSite {
  private static final String DRILL = "--drill";

  @Override
  void takes(CommandSpec spec) {
    Arguments.addOption(spec, Given.ENVIRONMENT, "NAME", "The environment.");
    Arguments.addOptions(
        spec,
        Given.SERVICE,
        "NAME",
        "The service; needed among several. Given more than once, they go back as one: those that"
            + " call others first.");
    Arguments.addOption(spec, Given.REASON, "TEXT", "Why.");
    Arguments.addFlag(spec, DRILL, "Exercises it only: nothing is put on hold.");
  }

  @Override
  int run(Given given) throws InterruptedException {
    boolean drill = given.flag(DRILL);
    String reason = given.option(Given.REASON);
    if (reason == null && !drill) {
      throw given.wrong(Given.REASON + " is missing: say why it is taken back");
    }
    String by = given.site().person(given.spec()).name();
    String why = reason == null ? "drill" : reason;
    String environment = given.environment();
    try (Driving driving = new Driving(given)) {
      return driving.begin(
          given
              .site()
              .planning()
              .rollback(given.services(), environment, why + " (" + by + ")", drill, Instant.now()),
          by);
    }
  }
}
