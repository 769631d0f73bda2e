package storefront;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/// Tests the storefront over HTTP. Without a test framework: the service has no dependencies, and needs none here.
public final class StorefrontTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static int port;

  private StorefrontTest() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 1 && arguments[0].equals("config")) {
      settingsOfTheVersionBeforeStillServe();
      System.out.println("the settings of both versions go together");
      return;
    }
    Server server = Server.start(new Settings(0, "1.2.3", "EUR", "a-key-for-tests-only"));
    port = server.port();
    try {
      answersHealthReadinessAndVersion();
      sellsMugs();
      countsRequestsByCode();
      settingsOfTheVersionBeforeStillServe();
      refusesAnUnknownCurrency();
    } finally {
      server.stop();
    }
    System.out.println("5 tests passed");
  }

  private static void answersHealthReadinessAndVersion() throws IOException, InterruptedException {
    check(get("/healthz").statusCode() == 200, "/healthz answers 200");
    check(get("/readyz").statusCode() == 200, "/readyz answers 200");
    check(get("/version").body().equals("1.2.3\n"), "/version names the version");
  }

  private static void sellsMugs() throws IOException, InterruptedException {
    check(get("/").body().contains("\"mug\""), "/ lists the mug");
    check(get("/cart").body().contains("\"signature\""), "/cart is signed");
  }

  private static void countsRequestsByCode() throws IOException, InterruptedException {
    get("/nowhere");
    String metrics = get("/metrics").body();
    check(metrics.contains("http_requests_total{code=\"404\"} 1"), "a 404 is counted");
    check(metrics.contains("storefront_info{version=\"1.2.3\"} 1"), "the version is exposed");
  }

  /// The version before knew no CURRENCY; this one serves without it, and the version before ignores it.
  private static void settingsOfTheVersionBeforeStillServe() {
    Settings settings = Settings.of(Map.of("SESSION_KEY", "a-key-for-tests-only"));
    check(settings.currency().equals("EUR"), "without CURRENCY prices are in euros");
    Settings more = Settings.of(Map.of("SESSION_KEY", "a-key-for-tests-only", "OF_THE_NEXT_VERSION", "x"));
    check(more.equals(settings), "settings of the next version are ignored");
  }

  private static void refusesAnUnknownCurrency() {
    try {
      Settings.of(Map.of("SESSION_KEY", "a-key-for-tests-only", "CURRENCY", "XXX"));
    } catch (IllegalArgumentException expected) {
      return;
    }
    throw new AssertionError("an unknown currency is refused");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
