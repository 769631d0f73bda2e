package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.DemoService;
import dev.sluice.drivers.demo.Load;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the splitter costs, to be run by hand: the demo's service, the splitter and the load in a
/// process each; the same load straight to the service and through the splitter.
public final class SplitterBench {
  private static final int SECONDS = 8;

  private SplitterBench() {}

  /// Prints what it measured.
  ///
  /// @param words nothing for the benchmark; `splitter`, its port and that of the service for the
  ///   splitter alone
  public static void main(String[] words) throws Exception {
    if (words.length > 0) {
      splitter(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      return;
    }
    Path artifact = Files.createTempFile("bench", ".json");
    Files.writeString(artifact, new Behaviour("bench", 0, 0, 0, 0, 0, 0, 0).json());
    int service = freePort();
    int splitter = freePort();
    List<Process> processes = new ArrayList<>();
    try {
      processes.add(java(DemoService.class, Integer.toString(service), artifact.toString()));
      processes.add(
          java(
              SplitterBench.class,
              "splitter",
              Integer.toString(splitter),
              Integer.toString(service)));
      Thread.sleep(5000);
      for (int round = 0; round < 2; round++) {
        steady("direct  ", service, 200, null);
        steady("splitter", splitter, 200, processes.get(1).toHandle());
        full("direct  ", service, null);
        full("splitter", splitter, processes.get(1).toHandle());
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
      Files.delete(artifact);
    }
  }

  private static void splitter(int port, int service) throws Exception {
    Splitter splitter =
        Splitter.start(new Address("127.0.0.1", port), new Ledger(InstantSource.system()));
    splitter.share(
        new Shares(
            new TreeMap<>(
                Map.of(Ids.OLD, new Portion(100, List.of(new Address("127.0.0.1", service))))),
            null));
    Thread.sleep(Duration.ofMinutes(10));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process java(Class<?> main, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx192m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long cpu(@Nullable ProcessHandle handle) {
    return handle == null
        ? 0
        : handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
  }

  private static void steady(String name, int port, double rate, @Nullable ProcessHandle splitter)
      throws Exception {
    long before = cpu(splitter);
    Load load = Load.start(URI.create("http://127.0.0.1:" + port + "/"), rate, 200);
    Thread.sleep(SECONDS * 1000L);
    Load.Result result = load.stop();
    System.out.printf(
        Locale.ROOT,
        "%s %.0f/s: %d answered, %d errors, median %.2f ms, p99 %.2f ms, CPU of the splitter %d us/request%n",
        name,
        rate,
        result.answered(),
        result.errors(),
        result.median() * 1000,
        result.p99() * 1000,
        (cpu(splitter) - before) / Math.max(1, result.answered()));
  }

  private static void full(String name, int port, @Nullable ProcessHandle splitter)
      throws Exception {
    long before = cpu(splitter);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
    AtomicLong answered = new AtomicLong();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    while (System.nanoTime() < end) {
                      client.send(request, BodyHandlers.discarding());
                      answered.incrementAndGet();
                    }
                  } catch (IOException | InterruptedException e) {
                    System.out.println(e);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s as fast as 16 at a time go: %d/s, CPU of the splitter %d us/request%n",
        name,
        answered.get() / SECONDS,
        (cpu(splitter) - before) / Math.max(1, answered.get()));
  }
}
