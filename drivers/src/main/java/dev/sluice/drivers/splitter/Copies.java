package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import dev.sluice.release.unit.ReleaseId;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Copies of requests, whose answers are read, counted and thrown away. Nobody waits for them.
final class Copies implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Exchange exchange;
  private final Ledger ledger;
  private final Stalls stalls;
  private final Upstream upstream = new Upstream(CONNECT, ANSWER);
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sluice-copy-", 0).factory());

  Copies(Exchange exchange, Ledger ledger, Stalls stalls) {
    this.exchange = exchange;
    this.ledger = ledger;
    this.stalls = stalls;
  }

  /// Sends the copy that was chosen to be sent, if one was.
  void send(Choice choice, ServerRequest request, Map<String, String> keys) {
    ReleaseId release = choice.mirror();
    Address instance = choice.copies();
    if (release == null || instance == null) {
      return;
    }
    if (!places.tryAcquire()) {
      exchange.done(instance);
      return;
    }
    Upstream.Asked copy;
    try {
      copy = upstream.request(instance, request);
    } catch (IllegalArgumentException e) {
      // What cannot be passed on to anybody is refused where it is answered.
      over(instance);
      return;
    }
    threads.execute(() -> {
      try {
        ask(release, copy, keys);
      } finally {
        over(instance);
      }
    });
  }

  private void over(Address instance) {
    exchange.done(instance);
    places.release();
  }

  private void ask(ReleaseId release, Upstream.Asked copy, Map<String, String> keys) {
    long began = System.nanoTime();
    int bucket = -1;
    boolean failed = true;
    try {
      HttpResponse<InputStream> answer = upstream.ask(copy);
      bucket = Buckets.of(Duration.ofNanos(System.nanoTime() - began));
      try (InputStream from = answer.body()) {
        stalls.pass(from, OutputStream::nullOutputStream, false);
      }
      failed = answer.statusCode() >= 500;
    } catch (IOException e) {
      failed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledger.count(release, true, failed, bucket, keys);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    upstream.close();
  }
}
