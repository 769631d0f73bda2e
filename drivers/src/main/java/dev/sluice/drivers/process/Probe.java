package dev.sluice.drivers.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks instances whether they are ready.
final class Probe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  Probe() {}

  /// What keeps an instance from being ready; empty when nothing does.
  String ask(URI uri) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status == 200 ? "" : uri.getPath() + " answers " + status;
    } catch (IOException e) {
      return uri.getPath() + " does not answer";
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
