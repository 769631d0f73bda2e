package dev.sluice.drivers.kubernetes;

import static dev.sluice.drivers.kubernetes.Shop.PAIR;
import static dev.sluice.drivers.kubernetes.Shop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What goes wrong around a target, at a real API.
@ExtendWith(Cluster.class)
class KubernetesFaultsIT {
  private Cluster.Shared cluster;
  private Shop shop;

  @BeforeEach
  void begin(Cluster.Shared shared) {
    cluster = shared;
    shop = new Shop(shared);
  }

  @AfterEach
  void end() {
    shop.close();
  }

  @Test
  void doesNotTakeRulesFromWhoeverAppliesThem() throws Exception {
    shop.tell(new Order.Scale(1, Side.CANARY, 1));
    applied("gitops", false);
    terminal(() -> shop.tell(new Order.SetWeight(2, 10)))
        .hasMessageContaining("with \"gitops\"")
        .hasMessageContaining(".spec.rules")
        .hasMessageContaining("sluice.dev/rules: sluice");
    assertThat(shop.look().canary().weight()).isZero();
    applied("gitops", true);
    shop.tell(new Order.SetWeight(3, 10));
    assertThat(shop.look().canary().weight()).isEqualTo(10);
  }

  /// Somebody applies the route.
  private void applied(String manager, boolean given) {
    HTTPRoute route = shop.route();
    route.getMetadata().setManagedFields(null);
    route.getMetadata().setResourceVersion(null);
    route.getMetadata().setAnnotations(given ? Map.of("sluice.dev/rules", "sluice") : Map.of());
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(true)
            .build();
    HTTPRoute after =
        cluster.client().resource(route).inNamespace(shop.namespace).patch(how, route);
    assertThat(after).isNotNull();
  }

  @Test
  void sharesCountWhenTheGatewayHasTakenThem() throws Exception {
    shop.canaryUp(1);
    shop.tell(new Order.SetWeight(2, 50));
    reports("True", "Accepted", 0);
    assertThat(shop.look().generation()).isEqualTo(2);
    shop.tell(new Order.SetWeight(3, 0));
    Seen waiting = shop.look();
    assertThat(waiting.generation()).isEqualTo(2);
    assertThat(waiting.canary().weight()).isEqualTo(50);
    assertThat(waiting.stable().weight()).isEqualTo(100);
    assertThatThrownBy(() -> shop.tell(new Order.Scale(4, Side.CANARY, 0)))
        .hasMessageContaining("still sends 50 %");
    reports("True", "Accepted", 0);
    shop.tell(new Order.Scale(5, Side.CANARY, 0));
    Seen done = shop.look();
    assertThat(done.generation()).isEqualTo(5);
    assertThat(done.canary().weight()).isZero();
  }

  @Test
  void aRouteThatIsNotAcceptedIsNotRouted() throws Exception {
    shop.canaryUp(1);
    reports("False", "NoMatchingParent", 0);
    assertThatThrownBy(() -> shop.look())
        .isInstanceOf(PortException.class)
        .matches(e -> !((PortException) e).isTerminal())
        .hasMessageContaining("gateway outside says Accepted is False (NoMatchingParent)");
  }

  /// A gateway says what it makes of the route.
  private void reports(String status, String reason, int behind) {
    HTTPRoute route = shop.route();
    route.setStatus(
        new HTTPRouteStatusBuilder()
            .addNewParent()
            .withControllerName("test.dev/gateway")
            .withParentRef(route.getSpec().getParentRefs().getFirst())
            .withConditions(
                new ConditionBuilder()
                    .withType("Accepted")
                    .withStatus(status)
                    .withReason(reason)
                    .withMessage("")
                    .withLastTransitionTime("2026-01-01T00:00:00Z")
                    .withObservedGeneration(route.getMetadata().getGeneration() - behind)
                    .build())
            .endParent()
            .build());
    HTTPRoute after = cluster.client().resource(route).inNamespace(shop.namespace).updateStatus();
    assertThat(after).isNotNull();
  }

  @Test
  void sharesOfRulesThatDifferAreNotTakenForSettled() throws Exception {
    shop.canaryUp(1);
    shop.tell(new Order.SetWeight(2, 20));
    shop.edit(route -> {
      var rule = route.getSpec().getRules().get(1).toBuilder().build();
      rule.setMatches(List.of());
      rule.setBackendRefs(List.of(rule.getBackendRefs().getFirst()));
      route.getSpec().getRules().add(rule);
    });
    Seen seen = shop.look();
    assertThat(seen.canary().weight()).isEqualTo(20);
    assertThat(seen.stable().weight()).isEqualTo(100);
    shop.tell(new Order.SetWeight(3, 20));
    assertThat(shop.look().stable().weight()).isEqualTo(80);
  }

  @Test
  void refusesWhatSomebodyHasDeployedPastIt() throws Exception {
    shop.tell(new Order.Scale(1, Side.CANARY, 1));
    shop.patch(
        Shop.name(SECOND),
        """
        {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "registry.test/shop:9"}]}}}}
        """);
    terminal(() -> shop.look()).hasMessageContaining("but runs registry.test/shop:9");
  }

  @Test
  void refusesAStableReleaseThatDoesNotRun() {
    terminal(() -> shop.target.look(Shop.pair(SECOND, Shop.THIRD)))
        .hasMessageContaining("which is not the stable release " + SECOND.id().brief());
  }

  @Test
  void refusesAServiceThatLeadsPastTheRoute() {
    shop.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: inner}
        spec: {selector: {app: shop}, ports: [{port: 80}]}
        """);
    terminal(() -> shop.tell(new Order.Scale(1, Side.CANARY, 1)))
        .hasMessageContaining("Service " + shop.namespace + "/inner would send requests")
        .hasMessageContaining("sluice.dev/release: template");
    assertThat(shop.made()).isEmpty();
  }

  @Test
  void refusesAPartialMirrorThatTheApiDoesNotKnow() throws Exception {
    shop.canaryUp(1);
    percent(false);
    try {
      terminal(() -> shop.tell(new Order.SetMirror(2, 10))).hasMessageContaining("percent");
      assertThat(shop.look().mirror()).isZero();
      shop.tell(new Order.SetMirror(3, 100));
      assertThat(shop.look().mirror()).isEqualTo(100);
    } finally {
      percent(true);
    }
  }

  /// Older definitions of the Gateway API have no percentage.
  private void percent(boolean known) throws Exception {
    cluster.redefine(line -> known || !line.strip().startsWith("percent:"));
    Thread.sleep(1500);
  }

  @Test
  void survivesAnApiThatIsDown() throws Exception {
    shop.canaryUp(1);
    cluster.api().interrupt();
    try {
      Instant begin = Instant.now();
      passing(() -> shop.look());
      passing(() -> shop.tell(new Order.SetWeight(2, 30)));
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(12));
    } finally {
      cluster.api().resume();
    }
    shop.tell(new Order.SetWeight(2, 30));
    assertThat(shop.look().canary().weight()).isEqualTo(30);
  }

  @Test
  void survivesConnectionsThatAreCutAndThatStall() throws Exception {
    try (Relay relay = new Relay(cluster.api().url())) {
      Config config = cluster.config();
      config.setMasterUrl(relay.url());
      try (KubernetesTarget target = shop.target(config)) {
        assertThat(target.look(PAIR).stable().weight()).isEqualTo(100);
        relay.cut();
        Seen after = again(target);
        assertThat(after.stable().weight()).isEqualTo(100);
        relay.stall(true);
        Instant begin = Instant.now();
        passing(() -> target.look(PAIR));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));
        relay.stall(false);
        assertThat(again(target).stable().weight()).isEqualTo(100);
      }
    }
  }

  /// A look that is cut fails at most once.
  private static Seen again(KubernetesTarget target) throws Exception {
    try {
      return target.look(PAIR);
    } catch (PortException e) {
      assertThat(e.isTerminal()).isFalse();
      return target.look(PAIR);
    }
  }

  @Test
  void isInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> shop.look()).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static AbstractThrowableAssert<?, ?> terminal(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(PortException.class)
        .matches(e -> ((PortException) e).isTerminal(), "is terminal");
  }

  private static void passing(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(PortException.class)
        .matches(e -> !((PortException) e).isTerminal(), "is passing");
  }
}
