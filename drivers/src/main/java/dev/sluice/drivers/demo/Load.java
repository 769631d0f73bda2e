package dev.sluice.drivers.demo;

import dev.sluice.drivers.splitter.Buckets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Load for a service: so many requests a second, whether or not those before have been answered.
/// It counts what it sees itself. When too many are under way, further ones are left out and
/// counted as such. Safe for use by several threads.
public final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final HttpRequest request;
  private final int mostAtOnce;
  private final Semaphore places;
  private final Thread thread;
  private final long[] latencies = new long[Buckets.COUNT];
  private long answered;
  private long errors;
  private long broken;
  private long leftOut;
  private String last = "";
  private volatile double perSecond;
  private volatile boolean ended;

  private Load(URI uri, double perSecond, int mostAtOnce) {
    this.request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    this.perSecond = perSecond;
    this.mostAtOnce = mostAtOnce;
    this.places = new Semaphore(mostAtOnce);
    this.thread = Thread.ofPlatform().daemon().name("sluice-load").unstarted(this::run);
  }

  /// What was counted so far.
  ///
  /// @param answered requests that are over
  /// @param errors those of them with a status of 500 or more, or without any answer
  /// @param broken those of them without any answer
  /// @param leftOut requests that were not sent, since too many were under way
  /// @param median of the latencies, in seconds
  /// @param p99 99 of 100 took no longer, in seconds
  /// @param last what the last error was; empty when there was none
  public record Result(
      long answered,
      long errors,
      long broken,
      long leftOut,
      double median,
      double p99,
      String last) {}

  /// Starts to send.
  ///
  /// @param mostAtOnce requests that may be under way at a time
  public static Load start(URI uri, double perSecond, int mostAtOnce) {
    if (perSecond <= 0 || mostAtOnce < 1) {
      throw new IllegalArgumentException(
          "expected a rate above 0, and a request at a time or more");
    }
    Load load = new Load(uri, perSecond, mostAtOnce);
    load.thread.start();
    return load;
  }

  /// Sends for some seconds and prints what it saw.
  ///
  /// @param words URL, requests a second, seconds
  public static void main(String[] words) throws InterruptedException {
    try (Load load = start(URI.create(words[0]), Double.parseDouble(words[1]), 200)) {
      for (long left = Long.parseLong(words[2]); left > 0; left--) {
        TimeUnit.SECONDS.sleep(1);
        Result seen = load.result();
        System.out.printf(
            Locale.ROOT,
            "%d answered, %d errors, %d left out, median %.1f ms, p99 %.1f ms %s%n",
            seen.answered(),
            seen.errors(),
            seen.leftOut(),
            seen.median() * 1000,
            seen.p99() * 1000,
            seen.last());
      }
    }
  }

  /// Sends so many from now on.
  public void rate(double next) {
    perSecond = next;
  }

  private void run() {
    long due = System.nanoTime();
    while (!ended) {
      due += Math.round(1e9 / perSecond);
      for (long wait = due - System.nanoTime();
          wait > 0 && !ended;
          wait = due - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(wait, 50_000_000));
      }
      if (!ended) {
        send();
      }
    }
  }

  private void send() {
    if (!places.tryAcquire()) {
      synchronized (this) {
        leftOut++;
      }
      return;
    }
    long began = System.nanoTime();
    var _ =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .whenComplete((answer, failure) -> over(began, answer, failure));
  }

  private synchronized void over(
      long began, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
    places.release();
    answered++;
    if (answer == null) {
      broken++;
      errors++;
      last = String.valueOf(failure);
      return;
    }
    latencies[Buckets.of(Duration.ofNanos(System.nanoTime() - began))]++;
    if (answer.statusCode() >= 500) {
      errors++;
      last = "status " + answer.statusCode();
    }
  }

  /// What was counted so far.
  public synchronized Result result() {
    return new Result(answered, errors, broken, leftOut, quantile(0.5), quantile(0.99), last);
  }

  private double quantile(double share) {
    long rank = (long) Math.ceil(share * (answered - broken));
    long below = 0;
    for (int i = 0; i < latencies.length; i++) {
      below += latencies[i];
      if (below >= rank && rank > 0) {
        return Buckets.bound(i);
      }
    }
    return 0;
  }

  /// Sends no more, waits for the answers to what was sent, and says what was counted.
  public Result stop() {
    ended = true;
    try {
      thread.join();
      if (places.tryAcquire(mostAtOnce, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        places.release(mostAtOnce);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.shutdownNow();
    return result();
  }

  @Override
  public void close() {
    var _ = stop();
  }
}
