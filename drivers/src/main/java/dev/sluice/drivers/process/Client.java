package dev.sluice.drivers.process;

import dev.sluice.drivers.splitter.Ledger;
import dev.sluice.drivers.splitter.SplitterSource;
import dev.sluice.drivers.splitter.Tally;
import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Talks to the supervisor of a target, which is started when none answers. Safe for use by several
/// threads.
final class Client implements SplitterSource.Counting, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /// How often a supervisor is asked: by a connection that ends with it, where it was, and after it
  /// was started. Whatever is asked may be asked twice: orders are absolute and numbered.
  private static final int TRIES = 3;

  private final Launcher launcher;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();

  Client(Launcher launcher) {
    this.launcher = launcher;
  }

  Messages.State state() throws PortException, InterruptedException {
    return call("GET", "/v1/state", null, Messages.State.class);
  }

  boolean order(Messages.Ordered order) throws PortException, InterruptedException {
    return call("POST", "/v1/orders", order, Messages.Taken.class).taken();
  }

  void weights(Messages.Weights weights) throws PortException, InterruptedException {
    call("PUT", "/v1/weights", weights, Messages.Taken.class);
  }

  @Override
  public List<Tally.Row> rows(Ledger.Question question) throws PortException, InterruptedException {
    return List.of(call("POST", "/v1/counts", Messages.Counted.of(question), Tally.Row[].class));
  }

  /// Asks the supervisor to end, if one runs.
  void stop() throws PortException, InterruptedException {
    Launcher.Reached reached = launcher.find();
    if (reached == null) {
      return;
    }
    try {
      understood(send(reached, "POST", "/v1/stop", null), Messages.Taken.class);
    } catch (IOException e) {
      if (!nobody(e)) {
        throw PortException.passing("nobody knows whether the supervisor ends", e);
      }
    }
  }

  private <T> T call(String method, String path, @Nullable Object body, Class<T> type)
      throws PortException, InterruptedException {
    Launcher.Reached reached = found();
    for (int left = TRIES; ; left--) {
      try {
        return understood(send(reached, method, path, body), type);
      } catch (IOException e) {
        boolean late = e instanceof HttpTimeoutException && !nobody(e);
        if (late || left == 1) {
          throw silent(method, path, e);
        }
        reached = nobody(e) ? launcher.start(reached) : found();
      }
    }
  }

  private Launcher.Reached found() throws PortException, InterruptedException {
    Launcher.Reached reached = launcher.find();
    return reached == null ? launcher.start(null) : reached;
  }

  private static PortException silent(String method, String path, IOException e) {
    return PortException.passing("the supervisor did not answer " + method + " " + path, e);
  }

  private static boolean nobody(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }

  private HttpResponse<byte[]> send(
      Launcher.Reached reached, String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(reached.uri().resolve(path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + reached.token())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Place.JSON.writeValueAsBytes(body)))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static <T> T understood(HttpResponse<byte[]> answer, Class<T> type) throws PortException {
    try {
      if (answer.statusCode() == 200) {
        return Place.JSON.readValue(answer.body(), type);
      }
      Messages.Failure failure = Place.JSON.readValue(answer.body(), Messages.Failure.class);
      throw failure.terminal()
          ? PortException.terminal(failure.error())
          : PortException.passing(failure.error());
    } catch (JacksonException e) {
      throw PortException.passing(
          "the supervisor answered what cannot be understood, with " + answer.statusCode(), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    launcher.close();
  }
}
