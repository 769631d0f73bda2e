package dev.sluice.drivers.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A small HTTP service on the loopback interface that behaves as its artifact says: `/` answers or
/// fails, `/version` says which it is, `/readyz` whether it is ready.
public final class DemoService {
  /// Share of requests that fail while something fails that all versions need.
  private static final double TROUBLE = 0.15;

  private static final Duration LOOKS = Duration.ofMillis(200);

  private final Behaviour behaviour;
  private final @Nullable Path incident = incident();
  private long lookedAt = System.nanoTime();
  private boolean troubled;
  private final long readyAt;
  private final SplittableRandom random = new SplittableRandom();
  private final HttpServer server;

  private DemoService(int port, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.readyAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(behaviour.startMillis());
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("demo-", 0).factory()));
    server.createContext("/", this::answer);
    server.createContext("/version", exchange -> send(exchange, 200, behaviour.version() + "\n"));
    server.createContext("/readyz", this::ready);
  }

  /// Runs one until it is told to end.
  ///
  /// @param words its port, and the file of its artifact
  public static void main(String[] words) throws IOException {
    // Else the last piece of an answer waits for the receipt of the one before, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    DemoService service =
        new DemoService(Integer.parseInt(words[0]), Behaviour.read(Path.of(words[1])));
    service.server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> service.server.stop(0), "demo-end"));
  }

  private void ready(HttpExchange exchange) throws IOException {
    boolean ready = System.nanoTime() >= readyAt;
    send(exchange, ready ? 200 : 503, ready ? "ready\n" : "starting\n");
  }

  private void answer(HttpExchange exchange) throws IOException {
    double millis;
    boolean fails;
    synchronized (random) {
      millis = behaviour.latency(random);
      double rate = behaviour.errorRate(minute()) + (trouble() ? TROUBLE : 0);
      fails = random.nextDouble() < rate;
    }
    try {
      Thread.sleep(Duration.ofNanos(Math.round(millis * 1e6)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    send(
        exchange,
        fails ? 500 : 200,
        (fails ? "failed in " : "hello from ") + behaviour.version() + "\n");
  }

  /// Whether something fails that all versions need. Asking the disk for each request would be
  /// slow.
  private synchronized boolean trouble() {
    if (incident != null && System.nanoTime() - lookedAt > LOOKS.toNanos()) {
      lookedAt = System.nanoTime();
      troubled = Files.exists(incident);
    }
    return troubled;
  }

  /// The file that says so while it is there, or null.
  private static @Nullable Path incident() {
    String file = System.getProperty("sluice.demo.incident");
    return file == null ? null : Path.of(file);
  }

  private static long minute() {
    return TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
      if (!head) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
