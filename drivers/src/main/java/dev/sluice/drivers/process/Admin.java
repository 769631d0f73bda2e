package dev.sluice.drivers.process;

import dev.sluice.drivers.splitter.Ledger;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.ReleaseId;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The API through which a supervisor is told what to do: HTTP on the loopback interface, JSON, and
/// a token that only the owner of the target's directory can read.
final class Admin implements AutoCloseable {
  private static final int LARGEST = 1 << 20;

  private final Desk desk;
  private final @Nullable Ledger ledger;
  private final Runnable stop;
  private final byte[] token;
  private final WebServer server;

  /// @param ledger what the splitter counted, or null where something else shares requests out
  /// @param stop ends the supervisor
  Admin(Desk desk, @Nullable Ledger ledger, String token, Runnable stop) {
    this.desk = desk;
    this.ledger = ledger;
    this.stop = stop;
    this.token = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofSeconds(1))
            .featuresDiscoverServices(false)
            .maxPayloadSize(LARGEST)
            .routing(this::routes)
            .build();
  }

  private void routes(HttpRouting.Builder routes) {
    routes
        .get("/v1/state", allowed((request, response) -> send(response, desk.state())))
        .post("/v1/orders", allowed(this::order))
        .put("/v1/weights", allowed(this::weights))
        .post("/v1/counts", allowed(this::counts))
        .post(
            "/v1/stop",
            allowed((request, response) -> {
              send(response, new Messages.Taken(true));
              stop.run();
            }));
  }

  /// Where it listens.
  String start() {
    server.start();
    return "127.0.0.1:" + server.port();
  }

  private Handler allowed(Handler handler) {
    return (request, response) -> {
      String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
      if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
        fail(response, Status.UNAUTHORIZED_401, "expected the token of the target", true);
        return;
      }
      try {
        handler.handle(request, response);
      } catch (PortException e) {
        fail(response, Status.CONFLICT_409, String.valueOf(e.getMessage()), e.isTerminal());
      } catch (JacksonException | IllegalArgumentException e) {
        fail(response, Status.BAD_REQUEST_400, String.valueOf(e.getMessage()), true);
      } catch (IOException e) {
        fail(response, Status.INTERNAL_SERVER_ERROR_500, String.valueOf(e.getMessage()), false);
      }
    };
  }

  private void order(ServerRequest request, ServerResponse response) throws Exception {
    Messages.Ordered ordered = read(request, Messages.Ordered.class);
    send(response, new Messages.Taken(desk.take(ordered.order(), ordered.sides())));
  }

  private void weights(ServerRequest request, ServerResponse response) throws Exception {
    Map<ReleaseId, Integer> weights = new TreeMap<>();
    read(request, Messages.Weights.class)
        .weights()
        .forEach((id, weight) -> weights.put(new ReleaseId(id), weight));
    desk.outside(weights);
    send(response, new Messages.Taken(true));
  }

  private void counts(ServerRequest request, ServerResponse response) throws PortException {
    Ledger counted = ledger;
    if (counted == null) {
      throw PortException.terminal(
          "the splitter counts nothing where HAProxy shares requests out: take another source");
    }
    send(response, counted.rows(read(request, Messages.Counted.class).question()));
  }

  private static <T> T read(ServerRequest request, Class<T> type) {
    return Place.JSON.readValue(request.content().inputStream(), type);
  }

  private static void send(ServerResponse response, Object value) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Place.JSON.writeValueAsBytes(value));
  }

  private static void fail(ServerResponse response, Status status, String error, boolean terminal) {
    response.status(status);
    send(response, new Messages.Failure(error, terminal));
  }

  @Override
  public void close() {
    server.stop();
  }
}
