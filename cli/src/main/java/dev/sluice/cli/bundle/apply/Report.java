package dev.sluice.cli.bundle.apply;

import dev.sluice.cli.Terminal;
import dev.sluice.cli.bundle.apply.Change.Kind;
import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows what an apply changes.
final class Report {
  private final Guard guard;
  private final PrintStream out;
  private final Paint paint;

  Report(Guard guard, Terminal terminal) {
    this.guard = guard;
    this.out = terminal.out();
    this.paint = new Paint(terminal.colour());
  }

  /// Shows the changes as a diff, and counts them.
  void write(List<Change> changes, boolean dryRun) throws IOException {
    for (Change change : changes) {
      for (Step step : change.steps()) {
        if (!step.path().startsWith(".sluice/")) {
          diff(change, step);
        }
      }
      if (change.kind() == Kind.CONFLICT || change.kind() == Kind.OCCUPIED) {
        out.println(paint.bad(Plain.safe(change.path() + ": " + change.kind().text())));
      }
    }
    out.println(sum(changes));
    if (dryRun) {
      out.println("nothing was written (--dry-run)");
    }
  }

  private void diff(Change change, Step step) throws IOException {
    boolean beside = !step.path().equals(change.path()) && step.after() != null;
    @Nullable Content before = beside ? guard.read(change.path()) : step.before();
    for (String line :
        UnifiedDiff.lines(
            beside ? change.path() : step.path(), before, step.path(), step.after())) {
      String safe = Plain.safe(line);
      out.println(
          switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> paint.good(safe);
            case '-' -> paint.bad(safe);
            case '@' -> paint.quiet(safe);
            default -> safe;
          });
    }
  }

  private static String sum(List<Change> changes) {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = changes.stream().filter(change -> change.kind() == kind).count();
      if (count > 0) {
        parts.add(count + " " + kind.text());
      }
    }
    return parts.isEmpty() ? "no working files" : String.join("\n", parts);
  }
}
