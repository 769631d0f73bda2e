package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.engine.store.Run;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice drive`: carries every run on that is open and that no other process carries on.
public final class DriveCommand extends OnSite {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final String FOREVER = "--forever";

  @Override
  void takes(CommandSpec spec) {
    Arguments.addFlag(spec, FOREVER, "Goes on when no run is open, and waits for the next.");
  }

  @Override
  int run(Given given) throws InterruptedException {
    List<Run> left;
    try (Driving driving = new Driving(given)) {
      List<Run> open = Following.open(given.site().store());
      while (given.flag(FOREVER) || !open.stream().allMatch(driving::leaves)) {
        Thread.sleep(BEAT);
        open = Following.open(given.site().store());
      }
      left = open;
    }
    if (!left.isEmpty()) {
      return Exit.SHUT;
    }
    given.terminal().out().println("no run is open");
    return Exit.OK;
  }
}
