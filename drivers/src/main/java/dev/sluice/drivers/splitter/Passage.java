package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import dev.sluice.release.unit.ReleaseId;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// What happens to one request: it is shared out, passed on, answered and counted.
final class Passage implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int MOST_AT_ONCE = 2000;
  private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

  private final Exchange exchange;
  private final Ledger ledger;
  private final Upstream upstream;
  private final Copies copies;
  private final Stalls stalls;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  /// @param patience longest time until an answer begins, or goes on
  Passage(Exchange exchange, Ledger ledger, Duration patience) {
    this.exchange = exchange;
    this.ledger = ledger;
    this.upstream = new Upstream(CONNECT, patience);
    this.stalls = new Stalls(patience);
    this.copies = new Copies(exchange, ledger, stalls);
  }

  /// One request that is being answered.
  private static final class Call {
    private final ReleaseId release;
    private final long began = System.nanoTime();
    private int bucket = -1;
    private boolean failed;

    Call(ReleaseId release) {
      this.release = release;
    }

    void answered(int status) {
      bucket = Buckets.of(Duration.ofNanos(System.nanoTime() - began));
      failed = status >= 500;
    }
  }

  void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
    if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      // The server says that it closes the connection, and leaves it open.
      response.whenSent(() -> {
        throw new CloseConnectionException("as it was asked for");
      });
    }
    if (!places.tryAcquire()) {
      refuse(response, Status.SERVICE_UNAVAILABLE_503, "too many requests are under way");
      return;
    }
    try {
      if (request.prologue().method().equals(Method.CONNECT)) {
        refuse(response, Status.NOT_IMPLEMENTED_501, "this is no forward proxy");
      } else if (!request.prologue().uriPath().rawPath().startsWith("/")) {
        refuse(response, Status.BAD_REQUEST_400, "expected a path");
      } else {
        share(request, response);
      }
    } finally {
      places.release();
    }
  }

  private void share(ServerRequest request, ServerResponse response) throws InterruptedException {
    boolean again = SAFE.contains(request.prologue().method()) && !Upstream.hasBody(request);
    Choice choice = exchange.choose(again);
    Map<String, String> keys = Hops.values(request.headers(), ledger.headers());
    copies.send(choice, request, keys);
    ReleaseId release = choice.release();
    if (release == null) {
      refuse(response, Status.SERVICE_UNAVAILABLE_503, "no release takes requests");
      return;
    }
    Call call = new Call(release);
    try {
      pass(call, choice.instance(), again, request, response);
    } finally {
      ledger.count(release, false, call.failed, call.bucket, keys);
    }
  }

  private void pass(
      Call call,
      @Nullable Address first,
      boolean again,
      ServerRequest request,
      ServerResponse response)
      throws InterruptedException {
    Address instance = first;
    if (instance == null) {
      call.failed = true;
      refuse(response, Status.SERVICE_UNAVAILABLE_503, "no instance of the release is ready");
      return;
    }
    HttpResponse<InputStream> answer;
    try {
      try {
        answer = upstream.ask(upstream.request(instance, request));
      } catch (IOException e) {
        if (!again || Upstream.late(e)) {
          throw e;
        }
        instance = instead(call.release, instance);
        answer = upstream.ask(upstream.request(instance, request));
      }
      call.answered(answer.statusCode());
      try (InputStream from = answer.body()) {
        answer(answer, from, request, response);
      }
    } catch (UserGone e) {
      throw new CloseConnectionException("the user has gone", e);
    } catch (IllegalArgumentException e) {
      refuse(response, Status.BAD_REQUEST_400, "the request cannot be passed on");
    } catch (IOException e) {
      broken(call, e, response);
    } finally {
      exchange.done(instance);
    }
  }

  /// The instance that is asked instead: another one, or the same once more where there is none.
  private Address instead(ReleaseId release, Address failed) {
    Address other = exchange.another(release, failed);
    if (other == null) {
      return failed;
    }
    exchange.done(failed);
    return other;
  }

  private void answer(
      HttpResponse<InputStream> answer,
      InputStream from,
      ServerRequest request,
      ServerResponse response)
      throws IOException {
    int status = answer.statusCode();
    boolean empty = status == 204 || status == 304;
    response.status(Status.create(status));
    Hops.answer(answer, !empty, response);
    long length = answer.headers().firstValueAsLong("content-length").orElse(-1);
    if (empty || length == 0 || request.prologue().method().equals(Method.HEAD)) {
      response.send();
      return;
    }
    stalls.pass(from, response::outputStream, length < 0);
  }

  private static void broken(Call call, IOException e, ServerResponse response) {
    call.failed = true;
    if (call.bucket >= 0) {
      throw new CloseConnectionException("the answer broke off", e);
    }
    if (Upstream.late(e)) {
      refuse(response, Status.GATEWAY_TIMEOUT_504, "the instance did not answer in time");
    } else {
      refuse(response, Status.BAD_GATEWAY_502, "the instance did not answer");
    }
  }

  private static void refuse(ServerResponse response, Status status, String why) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.send(status.codeText() + " " + status.reasonPhrase() + ": " + why + "\n");
  }

  @Override
  public void close() {
    copies.close();
    upstream.close();
    stalls.close();
  }
}
