package dev.sluice.drivers.prometheus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real Prometheus on loopback that scrapes a few ports every second.
final class Prometheus implements AutoCloseable {
  private final Path directory;
  private final int port;
  private Process process;

  Prometheus(Path directory, List<Integer> targets) throws Exception {
    this.directory = directory;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String named = String.join(",", targets.stream().map(t -> "'127.0.0.1:" + t + "'").toList());
    Files.writeString(
        directory.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: shop
            static_configs: [{targets: [%s]}]
        """
            .formatted(named));
    process = start();
  }

  private Process start() throws Exception {
    Path binary =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .map(path -> Path.of(path, "prometheus"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (binary == null) {
      Assumptions.abort("prometheus is not installed (apt install prometheus)");
      throw new IllegalStateException();
    }
    Process started =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && started.isAlive()) {
        if (isReady(client)) {
          return started;
        }
        Thread.sleep(50);
      }
    }
    started.destroyForcibly();
    throw new IllegalStateException(Files.readString(directory.resolve("log")));
  }

  private boolean isReady(HttpClient client) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/-/ready")).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  void again() throws Exception {
    process = start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
