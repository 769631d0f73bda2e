package dev.sluice.drivers.process;

import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.DemoService;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The demo's service in a directory of its own, ready to be released.
final class Shop {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static {
    // A launcher of tests may have put our classes into a loader of its own.
    if (Shop.class.getClassLoader() instanceof URLClassLoader loader) {
      System.setProperty(
          "java.class.path",
          Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":")));
    }
  }

  private final Path root;
  private final int port;

  Shop(Path root) throws IOException {
    this(root, freePort());
  }

  Shop(Path root, int port) throws IOException {
    this.root = root;
    this.port = port;
    Files.createDirectories(root.resolve("artifacts"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Path root() {
    return root;
  }

  int port() {
    return port;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /// A release whose artifact behaves so.
  Release release(Behaviour behaviour) throws IOException {
    byte[] artifact = behaviour.json().getBytes(StandardCharsets.UTF_8);
    Digest digest = digest(artifact);
    Files.write(file(digest), artifact);
    return new Release(
        "shop", new TreeMap<>(Map.of("shop", digest)), "v1", new TreeMap<>(), new TreeMap<>());
  }

  Path file(Digest digest) {
    return root.resolve("artifacts").resolve(digest.value().replace(':', '-'));
  }

  private static Digest digest(byte[] artifact) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(artifact);
      return new Digest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Cd.Processes processes() {
    return processes(null);
  }

  private Cd.Processes processes(Cd.@Nullable Haproxy haproxy) {
    return new Cd.Processes(
        Origin.NONE,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            DemoService.class.getName(),
            "{{port}}",
            "{{artifact}}"),
        Map.of(),
        "artifacts",
        null,
        "127.0.0.1:" + port,
        haproxy);
  }

  ProcessTarget target(ProcessTarget.Life life) throws PortException {
    return ProcessTarget.of(root, "test", "shop", processes(), InstantSource.system(), life);
  }

  /// The same behind a HAProxy.
  ProcessTarget behind(String socket, String backend) throws PortException {
    Cd.Processes processes = processes(new Cd.Haproxy(Origin.NONE, socket, backend));
    return ProcessTarget.of(
        root, "test", "shop", processes, InstantSource.system(), ProcessTarget.Life.WITH_US);
  }

  /// Looks until something is seen.
  static Seen until(ProcessTarget target, Pair pair, Predicate<Seen> expected)
      throws PortException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Seen seen = target.look(pair);
    while (!expected.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not seen in time; seen last: " + seen);
      }
      Thread.sleep(50);
      seen = target.look(pair);
    }
    return seen;
  }

  /// The processes that run from this directory: supervisors and instances.
  List<ProcessHandle> running() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(handle -> words(handle).contains(root.toString()))
        .filter(handle -> handle.pid() != ProcessHandle.current().pid())
        .toList();
  }

  /// The whole command of a process.
  private static String words(ProcessHandle handle) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(handle.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /// Those of them that are instances.
  List<ProcessHandle> instances() {
    return running().stream().filter(handle -> words(handle).contains("/sha256-")).toList();
  }

  /// Waits until no process runs from this directory, and says which do.
  List<ProcessHandle> left(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!running().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return running();
  }

  /// Ends whatever is left, by its id.
  void clear() throws InterruptedException {
    running().forEach(ProcessHandle::destroyForcibly);
    left(Duration.ofSeconds(5));
  }

  @Override
  public String toString() {
    return root + File.separator;
  }
}
