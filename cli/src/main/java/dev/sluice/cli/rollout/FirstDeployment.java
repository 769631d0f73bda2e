package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.cli.Progress;
import dev.sluice.cli.report.Plain;
import dev.sluice.cli.site.Sites;
import dev.sluice.drivers.process.ProcessTarget;
import dev.sluice.engine.drive.First;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice release deploy`: the first release of an environment, which nobody uses yet and which
/// has nothing to go back to.
final class FirstDeployment extends OnSite {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  void takes(CommandSpec spec) {
    Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
    Arguments.addOption(spec, Given.ENVIRONMENT, "NAME", "The environment that it enters.");
  }

  @Override
  int run(Given given) throws InterruptedException {
    Release release = given.site().release(given.spec(), given.requiredName("RELEASE")).release();
    Environment environment =
        given.site().declared().environment(given.environment()).orElseThrow();
    Cd.Target target =
        given
            .site()
            .declared()
            .target(release.service(), environment)
            .orElseThrow(() ->
                given.wrong(
                    "nothing says what takes the traffic of "
                        + release.service()
                        + " in "
                        + environment.name()
                        + "; declare it under cd.targets"));
    if (!given.site().store().deployed(release.service(), environment.name()).isEmpty()) {
      throw given.wrong(
          "a release runs in "
              + environment.name()
              + " already; sluice rollout start brings another");
    }
    Integer replicas = target.replicas();
    String by = given.site().person(given.spec()).name();
    try (Sites sites =
            new Sites(
                given.site().root(),
                given.site().declared(),
                ProcessTarget.Life.DETACHED,
                _ -> {});
        var _ = Progress.of(given.terminal(), "starting " + release.id().brief())) {
      new First(given.site().store(), InstantSource.system(), PATIENCE)
          .deploy(
              release,
              environment.name(),
              replicas == null ? 1 : replicas,
              sites.target(release.service(), environment.name()),
              by);
    } catch (PortException e) {
      given.terminal().err().println("sluice: " + Plain.safe(String.valueOf(e.getMessage())));
      return Exit.SHUT;
    }
    given
        .terminal()
        .out()
        .println(release.id().brief() + " has all the traffic of " + environment.name());
    return Exit.OK;
  }
}
