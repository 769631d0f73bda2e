package dev.sluice.drivers.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Counters on loopback that go up by what they are told, ten times a second.
final class Exporter implements AutoCloseable {
  private final HttpServer server;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Long> values = new TreeMap<>();
  private final Map<String, Long> speeds = new TreeMap<>();
  private final Map<String, Long> truth = new TreeMap<>();
  private boolean down;

  Exporter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = text().getBytes(UTF_8);
          exchange.sendResponseHeaders(isDown() ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    var _ = clock.scheduleAtFixedRate(this::tick, 100, 100, TimeUnit.MILLISECONDS);
  }

  private synchronized boolean isDown() {
    return down;
  }

  private synchronized void tick() {
    speeds.forEach((series, speed) -> {
      values.merge(series, speed, Long::sum);
      truth.merge(series, speed, Long::sum);
    });
  }

  private synchronized String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((series, value) -> text.append(series).append(' ').append(value).append('\n'));
    return text.toString();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// What a series goes up by in a tenth of a second.
  synchronized void run(String series, long speed) {
    speeds.put(series, speed);
  }

  /// Shows a series at a value, as a process does that has just begun, or was there before.
  synchronized void set(String series, long value) {
    values.put(series, value);
  }

  synchronized void down(boolean now) {
    down = now;
  }

  /// How far a series went up since it was there, whatever was shown.
  synchronized long truth(String series) {
    return truth.getOrDefault(series, 0L);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    server.stop(0);
  }
}
