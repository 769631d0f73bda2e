package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.cli.report.Plain;
import dev.sluice.release.hold.Barred;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice hold`: what may not be deployed until somebody lets it.
public final class HoldCommand extends Group {
  @Override
  public void describe(CommandSpec spec) {
    spec.addSubcommand("list", new Listing().spec("Lists what is on hold."));
    spec.addSubcommand("place", new Place().spec("Puts a release on hold."));
    spec.addSubcommand("lift", new Lift().spec("Lets go what is on hold."));
  }

  private static final class Listing extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Arguments.addFlag(spec, "--all", "Those that were lifted, too.");
    }

    @Override
    int run(Given given) {
      for (Hold hold : given.site().store().holds().all()) {
        Hold.Lifted lifted = hold.lifted();
        if (lifted == null || given.flag("--all")) {
          String end = lifted == null ? "" : "; lifted by " + lifted.by() + ": " + lifted.why();
          given
              .terminal()
              .out()
              .println(
                  Plain.safe(hold.id() + "  " + said(hold.barred()) + "  " + hold.why() + end));
        }
      }
      return Exit.OK;
    }

    private static String said(Barred barred) {
      return switch (barred) {
        case Barred.OfRelease r -> r.release().brief();
        case Barred.OfPlace p -> "everything of " + p.service() + " in " + p.environment();
      };
    }
  }

  private static final class Place extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RELEASE", "1", "The release, or the beginning of its id.");
      Arguments.addOption(spec, Given.REASON, "TEXT", "Why.");
    }

    @Override
    int run(Given given) {
      Release release = given.site().release(given.spec(), given.requiredName("RELEASE")).release();
      String by = given.site().person(given.spec()).name();
      String why = given.required(Given.REASON) + " (" + by + ")";
      Instant now = Instant.now();
      String id = "hold-" + release.id().brief() + "-" + now.getEpochSecond();
      Barred barred = new Barred.OfRelease(release.id(), new TreeSet<>());
      given.site().store().place(new Hold(id, barred, now, why, null));
      given.terminal().out().println(id);
      return Exit.OK;
    }
  }

  private static final class Lift extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "HOLD", "1", "Its id, as sluice hold list shows it.");
      Arguments.addOption(spec, Given.REASON, "TEXT", "Why it may be deployed again.");
    }

    @Override
    int run(Given given) {
      String id = given.requiredName("HOLD");
      String by = given.site().person(given.spec()).name();
      Hold.Lifted lifted = new Hold.Lifted(by, Instant.now(), given.required(Given.REASON));
      if (!given.site().store().lift(id, lifted)) {
        throw given.wrong("nothing is held by '" + id + "'; sluice hold list shows what is");
      }
      given.terminal().out().println(id + " was lifted by " + by);
      return Exit.OK;
    }
  }
}
