package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Connections to instances, by the HTTP client of the JDK: it passes targets on as they are, and
/// never uses a connection again on which an answer was not read to its end.
final class Upstream implements AutoCloseable {
  static {
    // The client reads these once. An idle connection is left alone before a server closes it.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.setProperty("jdk.httpclient.keepalive.timeout", "4");
  }

  private final HttpClient client;
  private final Duration answer;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sluice-upstream-", 0).factory());

  /// @param answer longest time until the answer begins
  Upstream(Duration connect, Duration answer) {
    this.answer = answer;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .executor(threads)
            .build();
  }

  /// What an instance is asked, which is what was asked of us. It can be asked more than once when
  /// it has no body, also when the request itself is gone.
  ///
  /// @param body what the user sends, or null
  record Asked(HttpRequest request, @Nullable Users body) {}

  /// @throws IllegalArgumentException when nothing of the kind can be asked of anybody
  Asked request(Address instance, ServerRequest request) {
    var prologue = request.prologue();
    String query = prologue.query().rawValue();
    String target = prologue.uriPath().rawPath() + (query.isEmpty() ? "" : "?" + query);
    Users body = hasBody(request) ? new Users(request.content().inputStream()) : null;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://" + instance + target))
            .method(prologue.method().text(), publisher(body, request))
            .timeout(answer);
    Hops.request(request, builder);
    return new Asked(builder.build(), body);
  }

  private static BodyPublisher publisher(@Nullable Users body, ServerRequest request) {
    if (body == null) {
      return BodyPublishers.noBody();
    }
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> body);
    long length = request.headers().contentLength().orElse(-1);
    return length > 0 ? BodyPublishers.fromPublisher(stream, length) : stream;
  }

  static boolean hasBody(ServerRequest request) {
    return request.headers().contentLength().orElse(0) > 0
        || request.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  /// Asks it. Whoever has the answer reads it to its end, or closes it.
  ///
  /// @throws UserGone when the request's body could not be read
  HttpResponse<InputStream> ask(Asked asked) throws IOException, InterruptedException {
    Users body = asked.body();
    try {
      return client.send(asked.request(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      if (body != null && body.failed) {
        throw new UserGone(e);
      }
      throw e;
    }
  }

  /// Whether a failure means that no connection came about, so that nothing was asked yet.
  static boolean unreached(IOException failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
  }

  /// Whether it means that there was no answer in time.
  static boolean late(IOException failure) {
    return failure instanceof HttpTimeoutException && !unreached(failure);
  }

  /// What the user sends; its failures are the user's.
  static final class Users extends InputStream {
    private final InputStream body;
    private volatile boolean failed;

    Users(InputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        return body.read(to, offset, length);
      } catch (IOException | RuntimeException e) {
        failed = true;
        throw new IOException("the request broke off", e);
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
