package dev.sluice.drivers.process;

import dev.sluice.drivers.balance.Address;
import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// One instance of a release: a process that is started, asked whether it is ready, started again
/// when it dies, each time after a longer pause, and at last ended: when nobody asks it anything
/// any more, asked to end, and killed when it does not.
final class Instance {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofSeconds(60);
  private static final Duration STARTING = Duration.ofMillis(25);
  private static final Duration RUNNING = Duration.ofMillis(500);
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final int MISSES = 3;

  private final Recipe recipe;
  private final String readiness;
  private final Works works;
  private final BoundedLog log;
  private final Thread thread;
  private final CountDownLatch unshared = new CountDownLatch(1);

  private volatile boolean leaving;
  private volatile boolean hurried;
  private volatile boolean ready;
  private final AtomicInteger starts = new AtomicInteger();
  private volatile String why = "starting";
  private volatile @Nullable Address address;
  private volatile @Nullable Process process;

  /// What every instance needs.
  ///
  /// @param changed is told when an instance becomes ready or is it no more
  /// @param open requests under way to an address
  /// @param grace between the request to end and the kill
  record Works(
      Spawner spawner,
      Probe probe,
      Pids pids,
      Runnable changed,
      ToLongFunction<Address> open,
      Duration grace) {}

  Instance(String name, Recipe recipe, String readiness, Works works, BoundedLog log) {
    this.recipe = recipe;
    this.readiness = readiness;
    this.works = works;
    this.log = log;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Where it takes requests, or null while it takes none.
  @Nullable Address serving() {
    return ready && !leaving ? address : null;
  }

  /// It gets no new requests from the next shares on, and is never started again.
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /// Nobody is told of it any more: it may end as soon as what is under way is done.
  void end() {
    unshared.countDown();
  }

  /// It ends without waiting for what is under way.
  void hurry() {
    leaving = true;
    hurried = true;
    unshared.countDown();
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  void await(Duration patience) throws InterruptedException {
    thread.join(patience);
  }

  Messages.Instance message() {
    Process running = process;
    Address at = address;
    return new Messages.Instance(
        at == null ? "" : at.toString(),
        running == null ? 0 : running.pid(),
        serving() != null,
        starts.get(),
        leaving ? "leaving" : why);
  }

  private void run() {
    try {
      Duration pause = FIRST_PAUSE;
      while (!leaving) {
        long began = System.nanoTime();
        once();
        ready(false, why);
        if (Duration.ofNanos(System.nanoTime() - began).compareTo(STEADY) > 0) {
          pause = FIRST_PAUSE;
        }
        for (long end = System.nanoTime() + pause.toNanos();
            !leaving && System.nanoTime() < end; ) {
          Thread.sleep(STARTING);
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      works.changed().run();
    }
  }

  /// One life of the process.
  private void once() throws InterruptedException {
    try {
      int port = freePort();
      Process started = works.spawner().start(recipe.builder(port));
      try {
        works.pids().add(started.toHandle());
        started.getOutputStream().close();
        starts.incrementAndGet();
        address = new Address("127.0.0.1", port);
        process = started;
        Thread.ofVirtual().name("sluice-log").start(() -> log.take(started.getInputStream()));
        live(started, URI.create("http://127.0.0.1:" + port + readiness));
      } finally {
        end(started);
        works.pids().remove(started.toHandle());
      }
    } catch (IOException | PortException e) {
      why = String.valueOf(e.getMessage());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void live(Process running, URI asked) throws InterruptedException {
    int misses = MISSES;
    while (!running.waitFor(misses == 0 ? RUNNING : STARTING)) {
      if (leaving) {
        drained();
        return;
      }
      String answer = works.probe().ask(asked);
      misses = answer.isEmpty() ? 0 : misses + 1;
      if (misses == 0 || misses >= MISSES) {
        ready(misses == 0, answer);
      }
    }
    why = "ended with " + running.exitValue();
  }

  private void ready(boolean now, String reason) {
    boolean before = ready;
    why = reason;
    ready = now;
    if (before != now) {
      works.changed().run();
    }
  }

  /// Waits until nobody is told of it any more, and what is under way is done.
  private void drained() throws InterruptedException {
    unshared.await();
    Address at = address;
    long end = System.nanoTime() + DRAIN.toNanos();
    while (at != null && !hurried && works.open().applyAsLong(at) > 0 && System.nanoTime() < end) {
      Thread.sleep(STARTING);
    }
  }

  private void end(Process running) throws InterruptedException {
    if (running.isAlive()) {
      running.destroy();
      if (!running.waitFor(works.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
        running.waitFor();
      }
    }
    process = null;
  }
}
