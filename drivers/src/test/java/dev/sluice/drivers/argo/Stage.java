package dev.sluice.drivers.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.drivers.kubernetes.Cluster;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A Rollout in a namespace of its own, rolled out once.
final class Stage implements AutoCloseable {
  static final String IMAGE = "registry.test/shop";
  static final Release FIRST = release('a');
  static final Release SECOND = release('b');
  static final Pair PAIR = new Pair("shop", "production", FIRST, SECOND);
  static final String STEPS =
      "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 20}, {pause: {}}, {setWeight: 50}, {pause: {}}]";

  final Cluster.Shared cluster;
  final String namespace;
  final ArgoTarget target;

  Stage(Cluster.Shared cluster, String steps) {
    this(cluster, steps, "app: shop");
  }

  /// @param labels of its pods
  Stage(Cluster.Shared cluster, String steps, String labels) {
    this.cluster = cluster;
    this.namespace = cluster.namespace();
    String objects =
        OBJECTS.replace("STEPS", steps).replace("LABELS", labels).replace("IMAGE", image(FIRST));
    cluster
        .client()
        .load(new ByteArrayInputStream(objects.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(namespace)
        .create();
    this.target = target(cluster.config());
  }

  ArgoTarget target(Config config) {
    return ArgoTarget.open(
        new Cd.ArgoRollouts(Origin.NONE, null, namespace, "shop", "web", IMAGE),
        config,
        InstantSource.system());
  }

  static Release release(char digit) {
    TreeMap<String, Digest> artifacts = new TreeMap<>();
    artifacts.put("shop", new Digest("sha256:" + String.valueOf(digit).repeat(64)));
    return new Release("shop", artifacts, null, new TreeMap<>(), new TreeMap<>());
  }

  static String image(Release release) {
    return IMAGE + "@" + release.digests().first();
  }

  Resource<GenericKubernetesResource> rollout() {
    return cluster
        .client()
        .genericKubernetesResources("argoproj.io/v1alpha1", "Rollout")
        .inNamespace(namespace)
        .withName("shop");
  }

  /// Somebody changes the status: by the plugin of kubectl, say.
  void status(String merge) {
    GenericKubernetesResource after =
        rollout().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), merge);
    assertThat(after).isNotNull();
  }

  void tell(Order order) throws PortException, InterruptedException {
    target.tell(PAIR, order);
  }

  /// Looks until it is so.
  Seen look(Predicate<Seen> until) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(40));
    String last = "";
    while (Instant.now().isBefore(end)) {
      try {
        Seen seen = target.look(PAIR);
        if (until.test(seen)) {
          return seen;
        }
        last = seen.toString();
      } catch (PortException e) {
        assertThat(e.isTerminal()).as(e.getMessage()).isFalse();
        last = e.getMessage();
      }
      Thread.sleep(100);
    }
    throw new AssertionError(last);
  }

  @Override
  public void close() {
    target.close();
    cluster.client().namespaces().withName(namespace).delete();
  }

  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop-canary}
      spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: 8080}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop}
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: shop}
      spec:
        replicas: 3
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {LABELS}}
          spec: {containers: [{name: web, image: "IMAGE"}, {name: log, image: "registry.test/log:1"}]}
        strategy:
          canary:
            stableService: shop
            canaryService: shop-canary
            scaleDownDelaySeconds: 1
            abortScaleDownDelaySeconds: 1
            trafficRouting: {nginx: {stableIngress: shop}}
            steps: STEPS
      """;
}
