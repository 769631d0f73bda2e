package dev.sluice.cli.simulate;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// What is declared beside what came of it, as text of 80 columns.
final class PromiseText {
  private static final int WIDTH = 80;
  private static final String INDENT = "  ";

  private final PrintStream out;
  private final Paint paint;

  PromiseText(PrintStream out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  /// @param runs rollouts of each release
  void write(List<Promise> promises, int runs) {
    if (promises.isEmpty()) {
      return;
    }
    out.println();
    out.println(paint.strong("what is declared"));
    promises.forEach(p -> promise(p, runs));
  }

  private void promise(Promise p, int runs) {
    boolean waits = p.reached() > 0;
    String mark = !p.kept() ? paint.bad("✗") : waits ? paint.open("~") : paint.good("✓");
    String text = p.key() + ": " + value(p, p.declared()) + " declared; " + found(p, runs);
    List<String> lines = Plain.wrap(text, WIDTH - INDENT.length() - 2, "", "");
    out.println(INDENT + mark + " " + lines.getFirst());
    lines.stream().skip(1).forEach(l -> out.println(INDENT + INDENT + l));
    if (!p.kept()) {
      out.println(INDENT + INDENT + "fix: " + fix(p));
    }
  }

  private static String found(Promise p, int runs) {
    if (p.reached() >= 0) {
      return p.reached() + " of " + runs + " good releases reach it and wait for a person";
    }
    if (Double.isNaN(p.found())) {
      return "nothing was to be compared with it";
    }
    return "p95 "
        + value(p, p.found())
        + " of a release that fails "
        + Figures.percent(p.rate())
        + (p.kept() ? ": kept" : ": not kept");
  }

  private static String fix(Promise p) {
    return switch (p.kind()) {
      case REQUESTS, PERCENT -> "a smaller share to begin with, or a longer pause at it";
      case SECONDS -> "fewer checks after a rollback, or more time for them";
    };
  }

  private static String value(Promise p, double value) {
    return switch (p.kind()) {
      case REQUESTS -> Figures.number(value);
      case PERCENT -> Figures.percent(value / 100);
      case SECONDS ->
          Double.isInfinite(value) ? "never" : Figures.time(Duration.ofSeconds(Math.round(value)));
    };
  }
}
