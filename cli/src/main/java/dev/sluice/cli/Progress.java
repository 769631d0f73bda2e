package dev.sluice.cli;

import java.io.PrintStream;
import java.time.Duration;

/// A line on a terminal that shows that long work goes on. It appears after half a second and goes
/// away at the end.
public final class Progress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration BEAT = Duration.ofMillis(200);

  private final Thread thread;

  private Progress(Thread thread) {
    this.thread = thread;
  }

  /// Begins to watch; writes nothing where nobody watches.
  public static Progress of(Terminal terminal, String doing) {
    return new Progress(
        Thread.ofVirtual()
            .start(() -> {
              if (terminal.interactive()) {
                beat(terminal.err(), doing);
              }
            }));
  }

  private static void beat(PrintStream err, String doing) {
    long began = System.nanoTime();
    try {
      Thread.sleep(PATIENCE);
      while (!Thread.currentThread().isInterrupted()) {
        err.printf("\r%s … %.1f s", doing, (System.nanoTime() - began) / 1e9);
        err.flush();
        Thread.sleep(BEAT);
      }
    } catch (InterruptedException e) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        err.print("\r\u001B[K");
        err.flush();
      }
    }
  }

  /// Takes the line away.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
