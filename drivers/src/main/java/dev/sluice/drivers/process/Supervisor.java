package dev.sluice.drivers.process;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Balancer;
import dev.sluice.drivers.haproxy.HaproxyBalancer;
import dev.sluice.drivers.splitter.Ledger;
import dev.sluice.drivers.splitter.Splitter;
import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The process that has the instances of one target, and the splitter: it outlives whoever steers
/// it. One runs at a time; it does again what it was told when it is started again. However it
/// ends, its instances end too: asked to, it waits for what is under way; killed, the kernel kills
/// them.
public final class Supervisor {
  /// Asks for a supervisor that ends when its standard input does.
  static final String WITH_PARENT = "--with-parent";

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration BIND = Duration.ofSeconds(5);
  private static final int TICKS_TO_COUNT = 10;

  private final Place place;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Semaphore changes = new Semaphore(0);

  private Supervisor(Place place) {
    this.place = place;
  }

  /// Runs one until it is asked to end.
  ///
  /// @param words directory of the target, and perhaps `--with-parent`
  public static void main(String[] words) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    Supervisor supervisor = new Supervisor(Place.open(Path.of(words[0])));
    if (List.of(words).contains(WITH_PARENT)) {
      Thread.ofPlatform().daemon().name("sluice-parent").start(supervisor::untilParentEnds);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::hook, "sluice-end"));
    System.exit(supervisor.run());
  }

  private void untilParentEnds() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said this way: it is only that it ends.
      }
    } catch (IOException e) {
      // It has ended as well.
    }
    stop.countDown();
  }

  private void hook() {
    stop.countDown();
    try {
      if (!ended.await(2 * GRACE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("sluice: instances did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int run() {
    try (FileChannel file =
        FileChannel.open(place.file("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = file.tryLock();
      if (lock == null) {
        System.err.println("sluice: another supervisor has this target");
        return 0;
      }
      supervise();
      return 0;
    } catch (IOException | PortException | RuntimeException e) {
      System.err.println("sluice: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      ended.countDown();
    }
  }

  private void supervise() throws IOException, PortException, InterruptedException {
    Settings settings = place.read("settings.json", Settings.class);
    if (settings == null) {
      throw new IOException("expected settings.json, but it is not there");
    }
    Pids pids = new Pids(place);
    pids.killLeft();
    Ledger ledger = settings.socket() == null ? new Ledger(InstantSource.system()) : null;
    try (Spawner spawner = new Spawner();
        Probe probe = new Probe()) {
      Desk desk;
      try (Balancer balancer = balancer(settings, ledger)) {
        Instance.Works works =
            new Instance.Works(
                spawner,
                probe,
                pids,
                changes::release,
                address -> open(balancer, address),
                GRACE.dividedBy(2));
        Crew crew = new Crew(place.file("logs"), works);
        desk = Desk.open(place, settings, crew, balancer, ledger != null);
        serve(desk, ledger);
        if (ledger == null) {
          desk.close();
          desk.end(GRACE);
        }
      }
      desk.end(GRACE);
    }
  }

  private void serve(Desk desk, @Nullable Ledger ledger) throws IOException, InterruptedException {
    work(desk);
    try (Admin admin = new Admin(desk, ledger, place.token(), stop::countDown)) {
      place.write("address.json", new Messages.Reach(admin.start(), ProcessHandle.current().pid()));
      keepWorking(desk);
      place.delete("address.json");
    }
  }

  /// The splitter of the ledger, or the HAProxy where there is none.
  private static Balancer balancer(Settings settings, @Nullable Ledger ledger)
      throws PortException, InterruptedException {
    String socket = settings.socket();
    if (ledger == null && socket != null) {
      return HaproxyBalancer.of(socket, String.valueOf(settings.backend()));
    }
    Address listen = Address.parse(settings.listen());
    long end = System.nanoTime() + BIND.toNanos();
    while (true) {
      try {
        return Splitter.start(listen, requireNonNull(ledger));
      } catch (IllegalArgumentException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
      }
    }
  }

  /// Requests under way to an address; as if there were some while nobody can tell.
  private static long open(Balancer balancer, Address address) {
    try {
      return balancer.seen().open(address);
    } catch (PortException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void keepWorking(Desk desk) throws InterruptedException {
    int ticks = 0;
    while (stop.getCount() > 0) {
      if (changes.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        changes.drainPermits();
      }
      work(desk);
      if (++ticks % TICKS_TO_COUNT == 0) {
        count(desk);
      }
    }
    count(desk);
  }

  /// What does not go now goes at the next tick.
  private static void work(Desk desk) throws InterruptedException {
    try {
      desk.work();
    } catch (PortException | RuntimeException e) {
      System.err.println("sluice: " + e.getMessage());
    }
  }

  private static void count(Desk desk) throws InterruptedException {
    try {
      desk.count();
    } catch (PortException | IOException e) {
      System.err.println("sluice: " + e.getMessage());
    }
  }
}
