package dev.sluice.cli.rollout;

import dev.sluice.cli.Exit;
import dev.sluice.cli.report.Plain;
import dev.sluice.cli.site.Carrier;
import dev.sluice.cli.site.Site;
import dev.sluice.cli.site.Sites;
import dev.sluice.drivers.process.ProcessTarget;
import dev.sluice.engine.drive.Outside;
import dev.sluice.engine.drive.Settings;
import dev.sluice.engine.drive.UnreadableRunException;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Run;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.port.PortException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Carries runs on from a terminal.
final class Driving implements AutoCloseable {
  private final Given given;
  private final Sites sites;
  private final Carrier carrier;

  Driving(Given given) {
    this.given = given;
    Site site = given.site();
    sites = new Sites(site.root(), site.declared(), ProcessTarget.Life.DETACHED, this::tell);
    carrier = new Carrier(site.store(), site.planning(), sites, Settings.STANDARD, this::failed);
  }

  private void tell(Outside.Notice notice) {
    if (!given.terminal().interactive()) {
      String text = notice.run() + ": " + notice.reason() + ": " + notice.text();
      given.terminal().err().println(Plain.safe(text));
    }
  }

  private void failed(Throwable e) {
    if (e instanceof UnreadableRunException unreadable) {
      say(String.valueOf(e.getMessage()), unreadable.fix());
    } else {
      given.terminal().err().println("sluice: " + Plain.safe(e.toString()));
    }
  }

  /// Begins a run and follows it to its end.
  int begin(Planned<? extends Brief> planned, String by) throws InterruptedException {
    return switch (planned) {
      case Planned.Refused<?> refused -> refused(refused.why(), refused.fix());
      case Planned.Ready<?> ready -> begin(ready.brief(), by);
    };
  }

  private int begin(Brief brief, String by) throws InterruptedException {
    try {
      if (brief instanceof Brief.OfRollout rollout) {
        sites.admit(rollout);
      }
    } catch (PortException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    return switch (carrier.engine().begin(brief, by)) {
      case Opened.Begun _, Opened.Already _ -> follow(brief.id());
      case Opened.Occupied o -> refused(o.service() + " is steered by " + o.run() + " now");
      case Opened.IdTaken _ -> refused("there is a run " + brief.id() + " already");
    };
  }

  /// Says why something isn't done, and what to do about it.
  int refused(String why, String fix) {
    say(why, fix);
    return Exit.USAGE;
  }

  private void say(String why, String fix) {
    given.terminal().err().println("sluice: " + Plain.safe(why));
    given.terminal().err().println("fix: " + Plain.safe(fix));
  }

  /// Whether another build has to carry a run on.
  boolean leaves(Run run) {
    return carrier.engine().aside().contains(run.id());
  }

  private int refused(String why) {
    given.terminal().err().println("sluice: " + Plain.safe(why));
    return Exit.USAGE;
  }

  /// Begins a run.
  void open(Brief brief, String by) {
    Opened opened = carrier.engine().begin(brief, by);
    if (opened instanceof Opened.IdTaken) {
      throw given.wrong("there is a run " + brief.id() + " already");
    }
  }

  /// Follows a run to its end.
  int follow(String id) throws InterruptedException {
    return follow(id, () -> true);
  }

  /// Follows a run to its end, or as long as somebody wants to.
  int follow(String id, BooleanSupplier goesOn) throws InterruptedException {
    return new Following(given.site().store(), given.terminal(), List::of).until(id, goesOn);
  }

  @Override
  public void close() {
    carrier.close();
    sites.close();
  }
}
