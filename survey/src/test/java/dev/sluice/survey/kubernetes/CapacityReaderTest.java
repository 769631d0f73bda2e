package dev.sluice.survey.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.DisruptionBudget;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.fact.Route;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.kustomize.KustomizeReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands around workloads: budgets, autoscalers, Services, routes, overlays.
class CapacityReaderTest {
  private static final String AROUND =
      """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: shop}
      spec: {minAvailable: 1, selector: {matchLabels: {app: shop}}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: others}
      spec: {selector: {matchExpressions: [{key: app, operator: Exists}]}}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: shop}
      spec: {minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec:
        selector: {app: shop}
        ports: [{name: http, port: 80, targetPort: web}, {port: 9000}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: shop}
      spec:
        hostnames: [shop.example.org]
        parentRefs: [{name: web, namespace: gateways}, {kind: Service, name: mesh}]
        rules: [{backendRefs: [{name: other}]}, {backendRefs: [{name: shop, port: 80}]}]
      """;

  @TempDir Path root;

  private Facts read() {
    return new Fixture(root)
        .file("deploy/base/around.yaml", AROUND)
        .file("deploy/base/kustomization.yaml", "resources: [around.yaml]\n")
        .file(
            "deploy/production/kustomization.yaml",
            "namePrefix: p-\nresources: [../base]\ncomponents: [../more]\n")
        .file("deploy/more/kustomization.yaml", "kind: Component\n")
        .file("deploy/production/readme.md", "")
        .read(new KustomizeReader());
  }

  @Test
  void readsBudgetsAndAutoscalers() {
    Facts facts = read();
    assertThat(facts.of(DisruptionBudget.class))
        .extracting(b -> b.name() + " " + b.selector())
        .containsExactlyInAnyOrder("p-shop {app=shop}", "p-others {}");
    assertThat(facts.of(Autoscaler.class))
        .extracting(a -> a.workload() + " " + a.least())
        .containsExactly("Deployment/shop 2");
  }

  @Test
  void readsServicesAndRoutes() {
    Facts facts = read();
    ClusterService service = facts.of(ClusterService.class).getFirst();
    assertThat(service.ports())
        .containsExactly(
            new ClusterService.Port("http", 80, "web"), new ClusterService.Port(null, 9000, null));
    assertThat(service.leadsTo(Map.of("app", "shop", "more", "yes"))).isTrue();
    assertThat(service.leadsTo(Map.of("app", "other"))).isFalse();
    Route route = facts.of(Route.class).getFirst();
    assertThat(route.gateways()).containsExactly(new Route.Gateway("web", "gateways", null));
    assertThat(route.backends())
        .containsExactly(new Route.Backend(0, "other", null), new Route.Backend(1, "shop", 80));
  }

  @Test
  void readsOverlaysWithWhatTheyDeploy() {
    assertThat(read().of(Overlay.class))
        .singleElement()
        .satisfies(overlay -> {
          assertThat(overlay.environment()).isEqualTo("production");
          assertThat(overlay.components()).containsExactly("../more");
          assertThat(overlay.object("Service", "p-shop"))
              .contains(new Overlay.Member("Service", "p-shop", "shop"));
          assertThat(overlay.text()).startsWith("namePrefix: p-");
        });
  }

  @Test
  void keepsNoTextThatMayHoldASecret() {
    Facts facts =
        new Fixture(root)
            .file(
                "deploy/production/kustomization.yaml",
                "secretGenerator: [{name: key, literals: [a=b]}]\n")
            .read(new KustomizeReader());
    assertThat(facts.of(Overlay.class)).singleElement().extracting(Overlay::text).isNull();
  }
}
