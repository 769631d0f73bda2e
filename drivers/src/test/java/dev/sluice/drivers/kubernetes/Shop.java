package dev.sluice.drivers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A shop that runs in a namespace of its own: a Deployment, the Service that leads to it, and a
/// route.
final class Shop implements AutoCloseable {
  static final String IMAGE = "registry.test/shop";
  static final Release FIRST = release('a', "v1");
  static final Release SECOND = release('b', "v1");
  static final Release THIRD = release('c', "v2");
  static final Pair PAIR = pair(FIRST, SECOND);

  final Cluster.Shared cluster;
  final String namespace;
  final KubernetesTarget target;

  Shop(Cluster.Shared cluster) {
    this.cluster = cluster;
    this.namespace = cluster.namespace();
    apply(OBJECTS.replace("IMAGE", IMAGE + "@sha256:" + "a".repeat(64)));
    this.target = target(cluster.config());
  }

  KubernetesTarget target(Config config) {
    return KubernetesTarget.open(settings(), config, InstantSource.system());
  }

  Cd.Kubernetes settings() {
    return new Cd.Kubernetes(Origin.NONE, null, namespace, "shop", null, "web", 8080, IMAGE);
  }

  static Release release(char digit, String config) {
    TreeMap<String, Digest> artifacts = new TreeMap<>();
    artifacts.put("shop", new Digest("sha256:" + String.valueOf(digit).repeat(64)));
    return new Release("shop", artifacts, config, new TreeMap<>(), new TreeMap<>());
  }

  static Pair pair(Release stable, Release canary) {
    return new Pair("shop", "production", stable, canary);
  }

  void apply(String yaml) {
    KubernetesClient client = cluster.client();
    client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .create();
  }

  void tell(Order order) throws PortException, InterruptedException {
    target.tell(PAIR, order);
  }

  Seen look() throws PortException, InterruptedException {
    return target.look(PAIR);
  }

  /// Looks until it is so.
  Seen look(Pair pair, Predicate<Seen> until) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    Seen seen = target.look(pair);
    while (!until.test(seen) && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      seen = target.look(pair);
    }
    assertThat(until.test(seen)).as(seen.toString()).isTrue();
    return seen;
  }

  /// The canary has instances that answer.
  void canaryUp(long generation) throws Exception {
    look(PAIR, seen -> seen.stable().ready() == 3);
    tell(new Order.Scale(generation, Side.CANARY, 2));
    look(PAIR, seen -> seen.canary().ready() == 2);
  }

  HTTPRoute route() {
    return cluster
        .client()
        .resources(HTTPRoute.class)
        .inNamespace(namespace)
        .withName("web")
        .require();
  }

  Deployment deployment(String name) {
    return cluster.client().apps().deployments().inNamespace(namespace).withName(name).require();
  }

  Map<String, Integer> weights(int rule) {
    Map<String, Integer> weights = new TreeMap<>();
    route().getSpec().getRules().get(rule).getBackendRefs().stream()
        .forEach(ref -> weights.put(ref.getName(), ref.getWeight()));
    return weights;
  }

  /// Somebody else changes the route.
  void edit(Consumer<HTTPRoute> change) {
    HTTPRoute after =
        cluster
            .client()
            .resources(HTTPRoute.class)
            .inNamespace(namespace)
            .withName("web")
            .edit(route -> {
              change.accept(route);
              return route;
            });
    assertThat(after).isNotNull();
  }

  /// Pods that are made after the template from now on never become ready.
  void unready() {
    patch(
        "shop",
        """
        {"spec": {"template": {"metadata": {"labels": {"test/ready": "never"}}}}}
        """);
  }

  /// Somebody else changes a Deployment.
  void patch(String name, String merge) {
    Deployment after =
        cluster
            .client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withName(name)
            .patch(PatchContext.of(PatchType.JSON_MERGE), merge);
    assertThat(after).isNotNull();
  }

  /// How many pods there are of a release.
  int pods(Release release) {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel("sluice.dev/release", release.id().brief())
        .list()
        .getItems()
        .size();
  }

  /// The Deployments that were made.
  List<String> made() {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/managed-by", "sluice")
        .list()
        .getItems()
        .stream()
        .map(d -> d.getMetadata().getName())
        .toList();
  }

  /// The name of what is made for a release.
  static String name(Release release) {
    return "shop-" + release.id().brief();
  }

  @Override
  public void close() {
    target.close();
    cluster.client().namespaces().withName(namespace).delete();
  }

  private static final String OBJECTS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop, labels: {team: checkout, app.kubernetes.io/instance: shop}}
      spec:
        replicas: 3
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop, sluice.dev/release: template}}
          spec:
            containers:
              - name: web
                image: "IMAGE"
                ports: [{containerPort: 8080}]
              - {name: log, image: "registry.test/log:1"}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop, sluice.dev/release: template}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web}
      spec:
        parentRefs: [{name: outside, namespace: gateways}]
        hostnames: [shop.example.com]
        rules:
          - matches: [{path: {type: PathPrefix, value: /static}}]
            backendRefs: [{name: files, port: 80}]
          - matches: [{path: {type: PathPrefix, value: /}}]
            filters:
              - type: RequestHeaderModifier
                requestHeaderModifier: {add: [{name: x-shop, value: "1"}]}
            backendRefs: [{name: shop, port: 80}]
      """;
}
