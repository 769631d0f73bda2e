package dev.sluice.drivers.splitter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Passes answers on, and breaks those off that have not gone on for too long: the HTTP client's
/// own timeout ends where an answer begins.
final class Stalls implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
  private final long patience;
  private final Thread watch;

  Stalls(Duration patience) {
    this.patience = patience.toNanos();
    this.watch = Thread.ofVirtual().name("sluice-stalls").start(this::watch);
  }

  /// An answer that is being read.
  private static final class Reading {
    private final InputStream from;
    private volatile long since = System.nanoTime();
    private volatile boolean waiting;

    Reading(InputStream from) {
      this.from = from;
    }

    int next(byte[] chunk) throws IOException {
      since = System.nanoTime();
      waiting = true;
      try {
        return from.read(chunk);
      } finally {
        waiting = false;
      }
    }
  }

  /// Passes an answer on until its end.
  ///
  /// @param flush whether every piece is passed on at once, as for a stream of events
  /// @throws IOException when the answer breaks off
  /// @throws UserGone when nobody takes it any more
  void pass(InputStream from, Supplier<OutputStream> sink, boolean flush) throws IOException {
    byte[] chunk = new byte[CHUNK];
    Reading reading = new Reading(from);
    readings.add(reading);
    try {
      OutputStream to = sink.get();
      for (int n = reading.next(chunk); n >= 0; n = reading.next(chunk)) {
        write(to, chunk, n, flush);
      }
      end(to);
    } finally {
      readings.remove(reading);
    }
  }

  private static void write(OutputStream to, byte[] chunk, int length, boolean flush) {
    try {
      to.write(chunk, 0, length);
      if (flush) {
        to.flush();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserGone(e);
    }
  }

  private static void end(OutputStream to) {
    try {
      to.close();
    } catch (IOException | UncheckedIOException e) {
      throw new UserGone(e);
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(Duration.ofMillis(500));
        long now = System.nanoTime();
        for (Reading reading : readings) {
          if (reading.waiting && now - reading.since > patience) {
            breakOff(reading);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Closing it wakes whoever reads it, with a failure.
  private void breakOff(Reading reading) {
    readings.remove(reading);
    try {
      reading.from.close();
    } catch (IOException e) {
      // It has broken off already.
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
