package dev.sluice.cli.simulate;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.cli.simulate.Answer.Case;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.release.rollout.Reason;
import dev.sluice.release.simulation.Summary;
import dev.sluice.release.simulation.Timing;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Simulations as text of 80 columns: the plan over time, what becomes of bad releases and of good
/// ones, and what that makes of what was declared.
final class SimulationText {
  private static final int WIDTH = 80;
  private static final int BAR = 30;
  private static final int MOST_ROWS = 14;
  private static final String INDENT = "  ";
  private static final String ROW = "  %9s%-2s %9s %9s %8s %8s %7s %7s %9s";
  private static final Map<Reason, String> WAITS =
      Map.of(
          Reason.NO_DATA, "for data",
          Reason.INCONCLUSIVE, "for a verdict",
          Reason.ANALYSIS_HELD, "for a doubt to pass");

  private final PrintStream out;
  private final Paint paint;
  private final Delivery delivery;
  private boolean first = true;

  SimulationText(PrintStream out, Paint paint, Delivery delivery) {
    this.out = out;
    this.paint = paint;
    this.delivery = delivery;
  }

  void write(Answer answer) {
    if (!first) {
      out.println();
    }
    first = false;
    Subject subject = answer.subject();
    String shadow = subject.strategy().shadow() == null ? "" : "shadow, then ";
    out.println(
        paint.strong(Plain.safe(delivery.metadata().name()))
            + Plain.safe(" · " + String.join(", ", subject.environments()))
            + " · "
            + shadow
            + Objects.requireNonNullElse(subject.strategy().name(), "no strategy"));
    plan(answer);
    if (subject.isJudged()) {
      bad(answer);
      healthy(answer);
    } else {
      nothing(answer);
    }
    if (subject.isJudged()) {
      new PromiseText(out, paint).write(Promise.of(delivery, answer), answer.runs());
    }
    assumptions(answer);
  }

  private void plan(Answer answer) {
    out.println();
    Duration took = answer.plan().took();
    out.println(paint.strong("the plan") + ", " + Figures.time(took) + " at its fastest");
    List<Picture.Row> rows =
        Picture.of(answer.subject().rehearsal().brief().spec().plan(), answer.plan()).rows();
    int shown = rows.size() > MOST_ROWS ? MOST_ROWS / 2 : rows.size();
    for (int i = 0; i < rows.size(); i++) {
      if (i < shown || i >= rows.size() - shown) {
        row(rows.get(i));
      } else if (i == shown) {
        out.println(paint.quiet("            " + (rows.size() - 2 * shown) + " more steps"));
      }
    }
  }

  private void row(Picture.Row row) {
    boolean copies = row.mirror() > 0 && row.percent() == 0;
    int percent = copies ? row.mirror() : row.percent();
    int length = Math.max(percent > 0 ? 1 : 0, Math.round(BAR * percent / 100f));
    String bar = (copies ? "░" : "█").repeat(length) + " ".repeat(BAR - length);
    String until = (copies ? "copies, " : "") + String.join(", ", row.until());
    String label = String.format(Locale.ROOT, "%9s %5d %%  ", Figures.clock(row.at()), percent);
    List<String> notes = Plain.wrap(Plain.safe(until), WIDTH - label.length() - BAR - 2, "", "");
    out.println((label + paint.quiet(bar) + "  " + notes.getFirst()).stripTrailing());
    String below = " ".repeat(label.length() + BAR + 2);
    notes.stream().skip(1).forEach(note -> out.println(below + note));
  }

  private void bad(Answer answer) {
    out.println();
    out.println(paint.strong("bad releases") + ", " + answer.runs() + " of each");
    out.println(
        String.format(
            Locale.ROOT,
            "  %9s   %9s %18s %16s %7s %9s",
            "requests",
            "stopped",
            "time to stop",
            "failed requests",
            "largest",
            "of a big"));
    out.println(
        String.format(
            Locale.ROOT,
            ROW,
            "it fails",
            "",
            "",
            "median",
            "p95",
            "median",
            "p95",
            "share",
            "bang"));
    answer.cases().forEach(c -> bad(c, answer));
    String tolerated =
        answer.cases().stream()
            .filter(Case::tolerated)
            .map(c -> Figures.percent(c.rate()))
            .collect(Collectors.joining(", "));
    if (!tolerated.isEmpty()) {
      line("* " + tolerated + ": every criterion tolerates that much, so nothing has to stop it");
    }
    answer.cases().forEach(this::stuck);
  }

  private void bad(Case c, Answer answer) {
    Summary s = c.summary();
    String line =
        String.format(
            Locale.ROOT,
            ROW,
            Figures.percent(c.rate()),
            c.tolerated() ? " *" : "",
            Figures.roughly(s.share().share()),
            Figures.seconds(s.back().median()),
            Figures.seconds(s.back().p95()),
            Figures.number(s.failed().median()),
            Figures.number(s.failed().p95()),
            Figures.number(s.largest().p95()) + " %",
            Figures.roughly(answer.ofBigBang(c)));
    boolean missed = s.stopped() < s.runs();
    out.println(c.tolerated() ? paint.quiet(line) : missed ? paint.open(line) : line);
  }

  private void stuck(Case c) {
    if (c.summary().stuck() > 0 && !c.tolerated()) {
      line(waiting(" of those that fail " + Figures.percent(c.rate()), c.summary()));
    }
  }

  private static String waiting(String which, Summary s) {
    String at =
        s.reasons().keySet().stream()
            .filter(r -> r != Reason.ANALYSIS_FAILED)
            .map(Reason::text)
            .collect(Collectors.joining(", "));
    return "still waiting an hour after the plan: " + s.stuck() + which + ", at " + at;
  }

  private void healthy(Answer answer) {
    Summary s = answer.healthy();
    out.println();
    out.println(paint.strong("releases as good as now") + ", " + answer.runs() + " of them");
    Summary.Interval share = s.share();
    String often =
        s.stopped() == 0
            ? "0, so at most " + Figures.percent(share.high()) + " of them"
            : s.stopped()
                + ", "
                + Figures.percent(share.low())
                + " to "
                + Figures.percent(share.high())
                + " of them";
    String text = "stopped for nothing: " + often + " (95 % confidence)";
    out.println(INDENT + (s.stopped() == 0 ? paint.good(text) : paint.open(text)));
    if (s.healthy() > 0) {
      long delay = Math.max(0, Math.round(answer.delay()));
      line(
          "later than the plan at its fastest: "
              + Figures.time(Duration.ofSeconds(delay))
              + " on average"
              + waits(s));
    }
    if (s.stuck() > 0) {
      Plain.wrap(waiting("", s), WIDTH, INDENT, INDENT + INDENT)
          .forEach(l -> out.println(paint.bad(l)));
    }
  }

  private static String waits(Summary s) {
    String waits =
        s.waits().entrySet().stream()
            .filter(e -> e.getValue().seconds() >= 1)
            .map(e -> word(e.getKey()) + " " + Figures.seconds(e.getValue().seconds()))
            .collect(Collectors.joining(", "));
    return waits.isEmpty() ? "" : " (waiting " + waits + ")";
  }

  private static String word(Reason reason) {
    return WAITS.getOrDefault(reason, "at " + reason.text());
  }

  private void nothing(Answer answer) {
    Subject subject = answer.subject();
    List<String> leftOut = subject.rehearsal().leftOut();
    out.println();
    String why =
        leftOut.isEmpty()
            ? "the strategy has no stop criterion"
            : "it judges only " + String.join(", ", leftOut) + ", which is not simulated";
    Plain.wrap(Plain.safe("nothing stops a release that fails: " + why), WIDTH, "", INDENT)
        .forEach(l -> out.println(paint.bad(l)));
    line(
        "it has all the traffic "
            + Figures.time(answer.plan().took())
            + " after it began, and keeps it until a person acts; until then:");
    for (Case c : answer.cases()) {
      double failing = c.rate() * answer.question().perSecond();
      line(
          Figures.percent(c.rate())
              + " of what users ask for fails: "
              + String.format(Locale.ROOT, failing < 10 ? "%.1f" : "%,.0f", failing)
              + " requests a second, "
              + Figures.number(60 * failing)
              + " a minute");
    }
    line("fix: declare an analysis in cd.strategy, and a share to begin with");
  }

  private void assumptions(Answer answer) {
    Question q = answer.question();
    Timing t = answer.timing();
    out.println();
    String text =
        "assumed: "
            + Figures.plain(BigDecimal.valueOf(q.perSecond()))
            + " requests/s, of which "
            + Figures.percent(q.errors())
            + " fail now; rates of both sides vary by CV "
            + Figures.plain(BigDecimal.valueOf(q.noise()))
            + " from minute to minute; counted every "
            + Figures.time(t.interval())
            + ", read "
            + Figures.time(t.lag())
            + " late; "
            + Figures.time(t.history())
            + " of history; "
            + answer.subject().replicas()
            + " instances, ready in "
            + Figures.time(t.ready())
            + "; approved after "
            + Figures.time(t.approval())
            + "; health checks pass; seed "
            + q.seed();
    List<String> leftOut = answer.subject().rehearsal().leftOut();
    if (!leftOut.isEmpty() && answer.subject().isJudged()) {
      text += "; not simulated, and taken as passed: " + String.join(", ", leftOut);
    }
    Plain.wrap(Plain.safe(text), WIDTH, "", INDENT).forEach(l -> out.println(paint.quiet(l)));
  }

  private void line(String text) {
    Plain.wrap(Plain.safe(text), WIDTH, INDENT, INDENT + INDENT).forEach(out::println);
  }
}
