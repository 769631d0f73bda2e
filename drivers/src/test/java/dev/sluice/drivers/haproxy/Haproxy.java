package dev.sluice.drivers.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real HAProxy on loopback with a backend of free slots.
public final class Haproxy implements AutoCloseable {
  private final Path directory;
  private final int port;
  private Process process;

  public Haproxy(Path directory, int slots, String level) throws IOException, InterruptedException {
    this.directory = directory;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(
        directory.resolve("haproxy.cfg"),
        """
        global
          stats socket %s mode 600 level %s
        defaults
          mode http
          retries 0
          timeout connect 2s
          timeout client 10s
          timeout server 10s
        frontend users
          bind 127.0.0.1:%d
          default_backend the-shop
        backend the-shop
          server-template slot %d 127.0.0.1:1 disabled
        """
            .formatted(socket(), level, port, slots));
    process = start();
  }

  private Process start() throws IOException, InterruptedException {
    Path binary =
        Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                Stream.of("/usr/sbin"))
            .map(path -> Path.of(path, "haproxy"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (binary == null) {
      Assumptions.abort("haproxy is not installed (apt install haproxy)");
      throw new IllegalStateException();
    }
    Files.deleteIfExists(Path.of(socket()));
    Process started =
        new ProcessBuilder(binary.toString(), "-db", "-f", "haproxy.cfg")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.exists(Path.of(socket()))) {
      if (System.nanoTime() > end || !started.isAlive()) {
        started.destroyForcibly();
        throw new IllegalStateException(Files.readString(directory.resolve("log")));
      }
      Thread.sleep(20);
    }
    return started;
  }

  public String socket() {
    return directory.resolve("haproxy.sock").toString();
  }

  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  public void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Begins anew, with everything forgotten.
  public void again() throws IOException, InterruptedException {
    stop();
    process = start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
