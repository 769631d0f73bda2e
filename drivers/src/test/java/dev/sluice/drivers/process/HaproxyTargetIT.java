package dev.sluice.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.haproxy.Haproxy;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes of two releases behind a real HAProxy, steered through the supervisor.
@Timeout(120)
class HaproxyTargetIT {
  @TempDir private Path directory;
  @TempDir private Path proxy;

  private final HttpClient client = HttpClient.newHttpClient();
  private Haproxy haproxy;
  private Shop shop;
  private Pair pair;
  private ProcessTarget target;

  @BeforeEach
  void opens() throws Exception {
    try {
      Spawner.setpriv();
    } catch (PortException e) {
      Assumptions.abort(String.valueOf(e.getMessage()));
    }
    haproxy = new Haproxy(proxy, 8, "admin");
    shop = new Shop(directory.toRealPath());
    Release good = shop.release(Behaviour.failing("1", 0));
    Release better = shop.release(Behaviour.failing("2", 0));
    pair = new Pair("shop", "test", good, better);
    target = shop.behind(haproxy.socket(), "the-shop");
  }

  @AfterEach
  void endsEverything() throws Exception {
    client.shutdownNow();
    if (target == null) {
      return;
    }
    target.close();
    List<ProcessHandle> left = shop.left(Duration.ofSeconds(5));
    shop.clear();
    haproxy.close();
    assertThat(left).isEmpty();
  }

  /// What users get: how often each version, or status where it failed.
  private Map<String, Integer> ask(int requests) throws Exception {
    Map<String, Integer> got = new TreeMap<>();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(haproxy.url() + "version"))
            .timeout(Duration.ofSeconds(5))
            .build();
    for (int i = 0; i < requests; i++) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      String what = answer.statusCode() == 200 ? answer.body().strip() : "" + answer.statusCode();
      got.merge(what, 1, Integer::sum);
    }
    return got;
  }

  private Seen tell(Order order) throws Exception {
    target.tell(pair, order);
    return Shop.until(target, pair, seen -> seen.generation() == order.generation());
  }

  @Test
  void releasesGoThroughARealProxyAndBack() throws Exception {
    target.tell(pair, new Order.Scale(1, Side.STABLE, 2));
    target.tell(pair, new Order.SetWeight(2, 0));
    Shop.until(target, pair, seen -> seen.stable().equals(new Fleet(2, 2, 100)));
    assertThat(ask(20)).containsOnly(Map.entry("1", 20));

    target.tell(pair, new Order.Scale(3, Side.CANARY, 1));
    Shop.until(target, pair, seen -> seen.canary().ready() == 1);
    assertThat(ask(20)).containsOnly(Map.entry("1", 20));

    Seen seen = tell(new Order.SetWeight(4, 25));
    assertThat(seen.canary().weight()).isEqualTo(25);
    assertThat(seen.stable().weight()).isEqualTo(75);
    Map<String, Integer> got = ask(200);
    assertThat(got).containsOnlyKeys("1", "2");
    assertThat(got.get("2")).isBetween(48, 52);
    Long answered = target.look(pair).exposed();
    assertThat(answered).isEqualTo((long) got.getOrDefault("2", 0));

    tell(new Order.SetWeight(5, 0));
    tell(new Order.Scale(6, Side.CANARY, 0));
    Shop.until(target, pair, now -> now.canary().equals(new Fleet(0, 0, 0)));
    assertThat(ask(40)).containsOnly(Map.entry("1", 40));
  }

  @Test
  void aProxyThatForgotEverythingIsSeenSoAndToldAgain() throws Exception {
    target.tell(pair, new Order.Scale(1, Side.STABLE, 1));
    tell(new Order.SetWeight(2, 0));
    Shop.until(target, pair, seen -> seen.stable().equals(new Fleet(1, 1, 100)));

    haproxy.again();
    Seen seen = target.look(pair);
    assertThat(seen.stable().weight()).isZero();
    assertThat(ask(3)).containsOnlyKeys("503");

    tell(new Order.SetWeight(3, 0));
    assertThat(target.look(pair).stable()).isEqualTo(new Fleet(1, 1, 100));
    assertThat(ask(10)).containsOnly(Map.entry("1", 10));
  }
}
