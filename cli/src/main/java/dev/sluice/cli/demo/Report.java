package dev.sluice.cli.demo;

import static java.util.Objects.requireNonNull;

import dev.sluice.cli.check.Check;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.drivers.demo.Load;
import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.Store;
import dev.sluice.flow.criterion.Level;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.rollout.Cause;
import dev.sluice.release.rollout.Course;
import dev.sluice.release.rollout.State;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What a demo came to, in figures.
///
/// @param load what users saw
/// @param before what they had seen when the rollout began
record Report(Path root, Store store, Brief.OfRollout brief, Load.Result load, Load.Result before) {
  private static final int WIDTH = 80;

  void print(PrintStream out, Paint paint, Duration whole) throws IOException {
    Run run = requireNonNull(store.run(brief.id()));
    out.println();
    switch (Codec.read(run.state(), State.class)) {
      case State.Healthy h -> {
        out.println(paint.good("2.0.0 has all the traffic" + (h.verified() ? ", verified." : ".")));
        line(out, "requests it served on the way", h.course().exposure().total());
      }
      case State.Degraded d -> {
        out.println(paint.good("2.0.0 was taken back; 1.0.0 has all the traffic."));
        stopped(out, d.course(), d.cause(), d.at());
        recovered(out);
      }
      case State.Forward f -> out.println(paint.open("It still waits: " + f.why()));
      case State.Back _, State.Refused _ ->
          out.println(paint.bad("It did not end: " + run.phase()));
    }
    line(out, "requests of users that failed, all along", load.errors() - before.errors());
    time(out, "from the first process to the end", whole);
    evidence(out, paint);
  }

  private void stopped(PrintStream out, Course course, Cause cause, Instant back) {
    Plain.wrap("because of: " + cause.why(), WIDTH, "  ", "    ").forEach(out::println);
    Instant traffic = course.trafficSince();
    if (traffic != null) {
      time(
          out,
          "from its first request until it was stopped",
          Duration.between(traffic, cause.at()));
      time(out, "until it had no request any more", Duration.between(cause.at(), back));
    }
    line(out, "requests it served", course.exposure().total());
  }

  private void recovered(PrintStream out) {
    Run back = store.run(Brief.OfRollback.recovery(brief.id()));
    if (back != null
        && Codec.read(back.state(), dev.sluice.release.rollback.State.class)
            instanceof dev.sluice.release.rollback.State.Recovered r) {
      time(
          out,
          r.proven() ? "until recovery was proven" : "until the traffic was back",
          r.timeToRecover());
    } else {
      out.println("  that the service has recovered is not proven");
    }
  }

  /// What `sluice check` makes of the records of the runs.
  private void evidence(PrintStream out, Paint paint) throws IOException {
    Check.Result result = Check.of(root, false, null, null, Instant.now());
    List<String> proven =
        result.assessments().stream()
            .flatMap(a -> a.stages().stream())
            .flatMap(s -> s.verdicts().stream())
            .filter(v -> v.level() == Level.PROVEN)
            .map(v -> "  " + paint.good("proven") + "  " + v.id())
            .toList();
    out.println();
    if (proven.isEmpty()) {
      out.println("The records in .sluice/runs prove nothing to sluice check yet: that takes a");
      out.println("release that was taken back, and a service that was found well after it.");
    } else {
      out.println("What sluice check proves from the records in .sluice/runs:");
      proven.forEach(out::println);
    }
    out.flush();
  }

  private static void time(PrintStream out, String what, Duration time) {
    out.printf(Locale.ROOT, "  %-46s %8s%n", what, DemoCommand.seconds(time.toMillis() / 1000.0));
  }

  private static void line(PrintStream out, String what, long count) {
    out.printf(Locale.ROOT, "  %-46s %,6d%n", what, count);
  }
}
