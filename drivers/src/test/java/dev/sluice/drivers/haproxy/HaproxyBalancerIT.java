package dev.sluice.drivers.haproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Mirror;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.balance.Sharing;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.ReleaseId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/// With a real HAProxy before real servers.
class HaproxyBalancerIT {
  private static final ReleaseId A = new ReleaseId("sha256:" + "a".repeat(64));
  private static final ReleaseId B = new ReleaseId("sha256:" + "b".repeat(64));

  private final List<HttpServer> servers = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path directory;

  /// An instance that says its name.
  private Address instance(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, name.length());
          exchange.getResponseBody().write(name.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    servers.add(server);
    return new Address("127.0.0.1", server.getAddress().getPort());
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    servers.forEach(server -> server.stop(0));
  }

  private static Shares shares(int a, List<Address> as, int b, List<Address> bs) {
    return new Shares(new TreeMap<>(Map.of(A, new Portion(a, as), B, new Portion(b, bs))), null);
  }

  /// What users get: how often each body, or status where it failed.
  private Map<String, Integer> ask(Haproxy haproxy, int requests) throws Exception {
    Map<String, Integer> got = new TreeMap<>();
    HttpRequest request = HttpRequest.newBuilder(URI.create(haproxy.url())).build();
    for (int i = 0; i < requests; i++) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      String what = answer.statusCode() == 200 ? answer.body() : "" + answer.statusCode();
      got.merge(what, 1, Integer::sum);
    }
    return got;
  }

  @Test
  void sharesRequestsOutAsItIsTold() throws Exception {
    Address one = instance("one");
    Address two = instance("two");
    Address canary = instance("canary");
    try (Haproxy haproxy = new Haproxy(directory, 6, "admin");
        HaproxyBalancer balancer = HaproxyBalancer.of(haproxy.socket(), "the-shop")) {
      assertThat(balancer.seen()).isEqualTo(new Sharing(Shares.NONE, Map.of(), Map.of()));
      balancer.share(shares(90, List.of(one, two), 10, List.of(canary)));
      Map<String, Integer> got = ask(haproxy, 200);
      assertThat(got).containsOnlyKeys("one", "two", "canary");
      assertThat(got.get("canary")).isBetween(18, 22);
      assertThat(got.get("one")).isBetween(87, 93);
      Sharing seen = balancer.seen();
      assertThat(seen.shares()).isEqualTo(shares(90, List.of(one, two), 10, List.of(canary)));
      assertThat(seen.answered()).hasSize(2).containsEntry(B, (long) got.getOrDefault("canary", 0));

      // Whoever looks next, another process say, sees the same, and may tell the same again.
      HaproxyBalancer other = HaproxyBalancer.of(haproxy.socket(), "the-shop");
      other.share(shares(90, List.of(one, two), 10, List.of(canary)));
      assertThat(other.seen()).isEqualTo(seen);

      // A release without instances keeps its share, and its requests fail.
      balancer.share(shares(75, List.of(one), 25, List.of()));
      assertThat(ask(haproxy, 40).get("503")).isBetween(9, 11);
      assertThat(balancer.seen().shares()).isEqualTo(shares(75, List.of(one), 25, List.of()));

      balancer.share(shares(0, List.of(one), 100, List.of(canary)));
      assertThat(ask(haproxy, 10)).isEqualTo(Map.of("canary", 10));
      assertThat(balancer.seen().shares().weight(B)).isEqualTo(100);
      assertThat(balancer.seen().shares().weight(A)).isZero();
      balancer.share(Shares.NONE);
      assertThat(ask(haproxy, 1)).isEqualTo(Map.of("503", 1));
    }
  }

  @Test
  void noRequestIsLostWhileSharesChange() throws Exception {
    List<Address> old = List.of(instance("a1"), instance("a2"), instance("a3"));
    List<Address> young = List.of(instance("b1"), instance("b2"));
    try (Haproxy haproxy = new Haproxy(directory, 6, "admin");
        HaproxyBalancer balancer = HaproxyBalancer.of(haproxy.socket(), "the-shop")) {
      balancer.share(shares(100, old, 0, young));
      AtomicBoolean goOn = new AtomicBoolean(true);
      Map<String, Integer> got = new ConcurrentHashMap<>();
      List<Thread> users = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        users.add(
            Thread.ofVirtual()
                .name("user")
                .start(() -> {
                  try {
                    while (goOn.get()) {
                      ask(haproxy, 10).forEach((what, n) -> got.merge(what, n, Integer::sum));
                    }
                  } catch (Exception e) {
                    got.merge(e.toString(), 1, Integer::sum);
                  }
                }));
      }
      for (int canary : List.of(5, 25, 50, 75, 100, 0, 100)) {
        balancer.share(shares(100 - canary, old, canary, young));
        assertThat(balancer.seen().shares().weight(B)).isEqualTo(canary);
        Thread.sleep(150);
      }
      // An instance leaves: nothing is sent to it any more.
      balancer.share(shares(0, old, 100, young.subList(0, 1)));
      Thread.sleep(200);
      servers.getLast().stop(0);
      Thread.sleep(200);
      goOn.set(false);
      for (Thread user : users) {
        user.join(10_000);
      }
      assertThat(got).containsOnlyKeys("a1", "a2", "a3", "b1", "b2");
      Map<ReleaseId, Long> answered = balancer.seen().answered();
      assertThat(answered.get(A)).isEqualTo(sum(got, "a"));
      assertThat(answered.get(B)).isEqualTo(sum(got, "b"));
    }
  }

  private static long sum(Map<String, Integer> got, String name) {
    return got.entrySet().stream()
        .filter(one -> one.getKey().startsWith(name))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Test
  void whatAReloadForgetsIsSeenAndToldAgain() throws Exception {
    Address one = instance("one");
    Shares all = new Shares(new TreeMap<>(Map.of(A, new Portion(100, List.of(one)))), null);
    try (Haproxy haproxy = new Haproxy(directory, 2, "admin");
        HaproxyBalancer balancer = HaproxyBalancer.of(haproxy.socket(), "the-shop")) {
      balancer.share(all);
      haproxy.again();
      assertThat(balancer.seen()).isEqualTo(new Sharing(Shares.NONE, Map.of(), Map.of()));
      balancer.share(all);
      assertThat(ask(haproxy, 3)).isEqualTo(Map.of("one", 3));
      haproxy.stop();
      fails(balancer, false, "does not answer", b -> b.seen());
    }
  }

  @Test
  void saysWhatItCannotDo() throws Exception {
    Address one = instance("one");
    Shares three = shares(50, List.of(one, instance("x")), 50, List.of(instance("y")));
    try (Haproxy haproxy = new Haproxy(directory, 2, "admin")) {
      HaproxyBalancer balancer = HaproxyBalancer.of(haproxy.socket(), "the-shop");
      fails(balancer, true, "has 2 servers, and 3 are needed", b -> b.share(three));
      fails(
          balancer,
          true,
          "cannot copy requests",
          b -> b.share(new Shares(Shares.NONE.portions(), new Mirror(A, 10))));
      fails(
          HaproxyBalancer.of(haproxy.socket(), "other"),
          true,
          "has no backend other",
          b -> b.seen());
      assertThat(ask(haproxy, 1)).isEqualTo(Map.of("503", 1));
    }
  }

  @Test
  void needsTheLevelOfAnAdmin() throws Exception {
    Shares all =
        new Shares(new TreeMap<>(Map.of(A, new Portion(100, List.of(instance("one"))))), null);
    try (Haproxy haproxy = new Haproxy(directory, 2, "user")) {
      HaproxyBalancer balancer = HaproxyBalancer.of(haproxy.socket(), "the-shop");
      fails(balancer, true, "level admin", b -> b.share(all));
    }
  }

  private static void fails(
      HaproxyBalancer balancer,
      boolean terminal,
      String message,
      ThrowingConsumer<HaproxyBalancer> what) {
    assertThatThrownBy(() -> what.accept(balancer))
        .isInstanceOfSatisfying(
            PortException.class,
            e -> assertThat(e.isTerminal()).as(e.getMessage()).isEqualTo(terminal))
        .hasMessageContaining(message);
  }
}
