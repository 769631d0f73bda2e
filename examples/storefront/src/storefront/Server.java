package storefront;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Answers HTTP requests: the shop, and what its platform asks.
public final class Server {
  private final Settings settings;
  private final HttpServer http;
  private final Metrics metrics = new Metrics();
  private volatile boolean ready = true;

  private Server(Settings settings) throws IOException {
    this.settings = settings;
    this.http = HttpServer.create(new InetSocketAddress(settings.port()), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    http.start();
  }

  /// Starts to listen.
  public static Server start(Settings settings) throws IOException {
    return new Server(settings);
  }

  /// The port that it listens on.
  public int port() {
    return http.getAddress().getPort();
  }

  /// Says that it is no longer ready, then lets requests that run come to their end.
  public void stop() {
    ready = false;
    http.stop(5);
  }

  private void answer(HttpExchange exchange) throws IOException {
    long begun = System.nanoTime();
    Answer answer = of(exchange.getRequestURI().getPath());
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
    metrics.count(answer.code(), System.nanoTime() - begun);
  }

  private Answer of(String path) {
    return switch (path) {
      case "/" -> Answer.json("{\"products\":[{\"name\":\"mug\",\"price\":\"9.50 " + settings.currency() + "\"}]}");
      case "/cart" -> Answer.json("{\"cart\":\"empty\",\"signature\":\"" + sign("empty") + "\"}");
      case "/healthz" -> Answer.text(200, "ok\n");
      case "/readyz" -> ready ? Answer.text(200, "ready\n") : Answer.text(503, "stopping\n");
      case "/version" -> Answer.text(200, settings.version() + "\n");
      case "/metrics" -> Answer.text(200, metrics.text(settings.version()));
      default -> Answer.text(404, "nothing here\n");
    };
  }

  private String sign(String cart) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(settings.sessionKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(cart.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Answer(int code, String type, String body) {
    static Answer json(String body) {
      return new Answer(200, "application/json", body);
    }

    static Answer text(int code, String body) {
      return new Answer(code, "text/plain; charset=utf-8", body);
    }
  }
}
