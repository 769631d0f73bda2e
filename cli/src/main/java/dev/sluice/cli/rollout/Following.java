package dev.sluice.cli.rollout;

import dev.sluice.cli.Exit;
import dev.sluice.cli.Terminal;
import dev.sluice.cli.report.Paint;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Brief;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Follows runs on a terminal until they are over: a picture that is drawn anew where a person
/// watches, else a line for each change.
public final class Following {
  private static final Duration BEAT = Duration.ofMillis(250);

  private final Store store;
  private final Terminal terminal;
  private final RunView view;
  private final Supplier<List<String>> foot;
  private int drawn;
  private String before = "";

  /// @param foot lines below the picture
  public Following(Store store, Terminal terminal, Supplier<List<String>> foot) {
    this.store = store;
    this.terminal = terminal;
    this.view = new RunView(new Paint(terminal.colour()));
    this.foot = foot;
  }

  /// Follows a run, and those that it begins: a rollback, and finding out whether that helped.
  ///
  /// @param goesOn whether to go on following
  /// @return how it ended
  public int until(String id, BooleanSupplier goesOn) throws InterruptedException {
    while (true) {
      boolean more = goesOn.getAsBoolean();
      Run run = last(id);
      show(run);
      if (!run.open() && store.outgoing(run.id()).isEmpty()) {
        return well(required(id), run) ? Exit.OK : Exit.SHUT;
      }
      if (!more) {
        return Exit.SHUT;
      }
      Thread.sleep(BEAT);
    }
  }

  /// The run, or the last of those that follow it.
  private Run last(String id) {
    Run run = required(id);
    for (Run next = following(run); next != null; next = following(run)) {
      run = next;
    }
    return run;
  }

  private @Nullable Run following(Run run) {
    if (run.open()) {
      return null;
    }
    Run recovery = store.run(Brief.OfRollback.recovery(run.id()));
    return recovery == null ? store.run(Brief.OfRollback.after(run.id())) : recovery;
  }

  private Run required(String id) {
    Run run = store.run(id);
    if (run == null) {
      throw new IllegalStateException("there is no run " + id);
    }
    return run;
  }

  /// A rollout that went back did not end well, however well that went.
  private static boolean well(Run asked, Run last) {
    return switch (asked.kind()) {
      case ROLLOUT -> asked.phase().equals("HEALTHY");
      case ROLLBACK, RECOVERY -> last.phase().equals("RECOVERED");
      case PROMOTION -> asked.phase().equals("PROMOTED");
    };
  }

  private void show(Run run) {
    if (terminal.interactive()) {
      draw(run);
      return;
    }
    String now = view.gist(run);
    if (!now.equals(before)) {
      before = now;
      view.lines(run, Instant.now()).forEach(terminal.out()::println);
      terminal.out().flush();
    }
  }

  private void draw(Run run) {
    List<String> lines = new ArrayList<>(view.lines(run, Instant.now()));
    lines.addAll(foot.get());
    StringBuilder screen = new StringBuilder();
    if (drawn > 0) {
      screen.append("\u001B[").append(drawn).append("A\u001B[J");
    }
    lines.forEach(line -> screen.append(line).append('\n'));
    drawn = lines.size();
    terminal.err().print(screen);
    terminal.err().flush();
  }

  /// Open runs, newest first.
  static List<Run> open(Store store) {
    return store.runs(RunFilter.all(1_000).open(true));
  }
}
