package dev.sluice.cli.rollout;

import dev.sluice.cli.Arguments;
import dev.sluice.cli.Exit;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.drive.Journal;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.decision.Moment;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/// `sluice runs`: what was released, and what was decided on the way.
public final class RunsCommand extends Group {
  @Override
  public void describe(CommandSpec spec) {
    spec.addSubcommand("list", new Listing().spec("Lists runs, newest first."));
    spec.addSubcommand("show", new Show().spec("Shows a run and every decision, with its inputs."));
    spec.addSubcommand(
        "replay",
        new Again().spec("Gives the log of a run to its machine again, and compares the results."));
  }

  private static final class Listing extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Arguments.addFlag(spec, "--open", "Only those that go on.");
      Arguments.addOption(spec, "--format", "FORMAT", "text (the default) or json, a line a run.");
    }

    @Override
    int run(Given given) {
      RunFilter filter = RunFilter.all(1_000);
      PrintStream out = given.terminal().out();
      boolean json = given.json();
      List<Run> runs = given.site().store().runs(given.flag("--open") ? filter.open(true) : filter);
      for (Run run : runs) {
        out.println(json ? Codec.write(Line.of(run)) : text(run));
      }
      return Exit.OK;
    }

    private static String text(Run run) {
      return String.format(
          Locale.ROOT,
          "%-9s %-12s %s  %s",
          run.kind().name().toLowerCase(Locale.ROOT),
          run.phase(),
          Moment.of(run.changedAt()),
          Plain.safe(run.id()));
    }
  }

  /// A run as JSON.
  ///
  /// @param open whether it goes on
  private record Line(
      String id,
      String kind,
      String service,
      String environment,
      String phase,
      boolean open,
      Instant createdAt,
      String createdBy,
      Instant changedAt) {
    static Line of(Run run) {
      return new Line(
          run.id(),
          run.kind().name().toLowerCase(Locale.ROOT),
          run.service(),
          run.environment(),
          run.phase(),
          run.open(),
          run.createdAt(),
          run.createdBy(),
          run.changedAt());
    }
  }

  private static final class Show extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RUN", "0..1", "The run; the one that is open by default.");
      Arguments.addOption(
          spec, "--format", "FORMAT", "text (the default) or json, a line a decision.");
    }

    @Override
    int run(Given given) {
      Run run = given.run(null);
      PrintStream out = given.terminal().out();
      List<Decision> decisions = new Journal(given.site().store()).decisions(run.id());
      if (given.json()) {
        decisions.forEach(d -> out.println(Codec.write(d)));
        return Exit.OK;
      }
      Paint paint = new Paint(given.terminal().colour());
      new RunView(paint).lines(run, Instant.now()).forEach(out::println);
      out.println();
      for (Decision d : decisions) {
        String by = d.by() == null ? "" : " (" + d.by() + ")";
        String at = Moment.of(d.at());
        Plain.wrap(
                at + "  " + Plain.safe(d.what() + ": " + d.why() + by),
                RunView.WIDTH,
                "  ",
                "                        ")
            .forEach(out::println);
      }
      return Exit.OK;
    }
  }

  private static final class Again extends OnSite {
    @Override
    void takes(CommandSpec spec) {
      Given.addName(spec, "RUN", "0..1", "The run; the one that is open by default.");
    }

    @Override
    int run(Given given) {
      Run run = given.run(null);
      Journal journal = new Journal(given.site().store());
      Journal.Replay replay = journal.replay(run);
      Map<String, Integer> kept = counted(journal.decisions(run.id()));
      Map<String, Integer> made = counted(replay.decisions());
      boolean same =
          replay.agrees(run)
              && made.entrySet().stream()
                  .allMatch(e -> kept.getOrDefault(e.getKey(), 0) >= e.getValue());
      given
          .terminal()
          .out()
          .println(
              same
                  ? "the log gives the same state and the same "
                      + replay.decisions().size()
                      + " decisions"
                  : "the log gives another state, or other decisions, than were kept");
      return same ? Exit.OK : Exit.SHUT;
    }

    private static Map<String, Integer> counted(List<Decision> decisions) {
      Map<String, Integer> counts = new TreeMap<>();
      decisions.forEach(d -> counts.merge(Codec.write(d), 1, Integer::sum));
      return counts;
    }
  }
}
