package dev.sluice.bundle.artifact;

import dev.sluice.bundle.Material;
import dev.sluice.flow.criterion.Criteria;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.gate.Engine;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.flow.source.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A service with a Deployment built by Kustomize, and nothing that watches or rolls it out.
final class Shop {
  static final String DIGEST = "@sha256:" + "5".repeat(64);

  static final String CANARY =
      """
      canary:
            steps: [{setWeight: 5}, {pause: PT2M}, {analysis: errors}, {setWeight: 50}, {pause: until-approved}]
            maxExposedRequests: 1000
            analysis:
              - name: errors
                source: prometheus
                compare: objective
                query:
                  bad: sum(rate(http_requests_total{service="shop-canary",code=~"5.."}[2m]))
                  total: sum(rate(http_requests_total{service="shop-canary"}[2m]))
                objective: {comparison: below, threshold: 0.01}
                onNoData: hold
              - name: latency
                source: prometheus
                compare: objective
                query: {buckets: 'http_seconds_bucket{service="shop"}'}
                objective: {comparison: below, threshold: 0.5, quantile: 0.99}
                window: PT2M
                onNoData: rollback
      """;

  static final String BASELINE =
      """
      canary:
            steps: [{setWeight: 5}, {pause: PT2M}, {analysis: errors}, {setWeight: 50}, {pause: PT2M}]
            maxExposedRequests: 1000
            analysis:
              - name: errors
                source: prometheus
                compare: baseline
                query:
                  bad: sum(rate(http_requests_total{service="shop-canary",code=~"5.."}[2m]))
                  total: sum(rate(http_requests_total{service="shop-canary"}[2m]))
                tolerance: {ratio: 1.5, absolute: 0.002}
                onNoData: hold
              - name: latency
                source: prometheus
                compare: baseline
                query: {buckets: 'http_seconds_bucket{service="shop-canary"}'}
                tolerance: {latency: PT0.3S}
                onNoData: proceed
              - name: depth
                source: prometheus
                compare: baseline
                query: {value: 'queue_depth{service="shop-canary"}'}
                tolerance: {ratio: 2}
                onNoData: rollback
      """;

  static final String BLUE_GREEN =
      """
      blueGreen: {autoPromotion: true, scaleDownDelay: PT30M, maxExposedRequests: 1000}
      """;

  static final String DELIVERY =
      """
      apiVersion: sluice.dev/v1
      kind: Delivery
      metadata: {name: shop}
      context:
        services: [{name: shop, path: ., owner: team-shop, tier: 1}]
        constraints: {freezes: [{name: "year; end, all", from: 2030-12-20, to: 2031-01-03}]}
      environments:
        - {name: staging}
        - {name: production, production: true, promotesFrom: [staging]}
      cd:
        strategy:
          STRATEGY
        healthChecks:
          - {name: ready, kind: readiness, target: /readyz, timeout: PT1S}
      secrets: [{name: shop-key, owner: team-shop, store: vault, rotation: {every: P90D}}]
      operations:
        healthMetrics:
          - {metric: pipeline-health, query: "own:pipelines:ratio7d", target: 95 %}
          - {metric: queue-time, query: "own:queue:p95", target: PT1M}
        alerts:
          - {name: ShopErrors, threshold: 1 %, for: PT10M, severity: page, owner: team-shop, runbook: docs/on-call/errors.md}
          - {name: ShopHaunted, threshold: one ghost, for: PT1M, severity: page, owner: team-shop, runbook: docs/on-call/ghosts.md}
        escalation: [{after: PT0S, to: team-shop}, {after: PT15M, to: the leads}]
      governance:
        reviews: {every: P90D, owner: team-shop, next: 2026-09-01}
      exceptions:
        - {criterion: ci.test-gate, scope: "*", owner: team-shop, approver: lead, reason: no tests yet, expires: 2026-08-01T00:00:00Z}
      """;

  private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

  private Shop() {}

  /// The shop, deployed by a strategy.
  static Material by(String strategy, Fact... more) {
    List<Fact> facts = new ArrayList<>(List.of(more));
    facts.add(
        new EnvironmentSeen(at("deploy/production/kustomization.yaml"), "production", "overlay"));
    facts.add(overlay());
    facts.add(service());
    facts.add(workload());
    facts.add(
        new Deployment(
            at("deploy/production/kustomization.yaml"),
            "kustomize",
            "Deployment/shop",
            "web",
            Image.parse("ghcr.io/acme/shop" + DIGEST),
            "production",
            null));
    facts.add(
        new SecretUse(at("deploy/base/deployment.yaml"), "shop-key", "workload", "production"));
    facts.add(new IacRoot(at("infra/main.tf"), "terraform", "infra"));
    facts.add(new IacProvider(at("infra/main.tf"), "infra", "aws", null, false));
    return material(DELIVERY.replace("STRATEGY\n", strategy), Facts.of(facts));
  }

  /// The shop with nothing but some facts.
  static Material undeployed(List<Fact> facts) {
    List<Fact> all = new ArrayList<>(facts);
    all.add(
        new Repository(
            at("."),
            "shop",
            "a".repeat(40),
            "main",
            "main",
            false,
            9,
            9,
            1,
            null,
            Instant.parse("2026-05-01T00:00:00Z"),
            "github.com/acme/shop"));
    return material(DELIVERY.replace("STRATEGY\n", CANARY), Facts.of(all));
  }

  private static Workload workload() {
    return new Workload(
        at("deploy/base/deployment.yaml"),
        "kustomize",
        "Deployment",
        "shop",
        "shop-production",
        "production",
        3,
        null,
        Map.of("team", "team-shop"),
        Map.of("app", "shop"),
        List.of(8080),
        List.of());
  }

  /// What the overlay of production is before anything is made for it.
  static final String OVERLAY =
      """
      # kept by hand
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      namespace: shop-production
      resources: [shop.yaml]
      """;

  private static Overlay overlay() {
    return new Overlay(
        at("deploy/production/kustomization.yaml"),
        "deploy/production",
        "production",
        "shop-production",
        List.of(),
        List.of(
            new Overlay.Member("Deployment", "shop", "shop"),
            new Overlay.Member("Service", "shop", "shop"),
            new Overlay.Member("HTTPRoute", "shop", "shop"),
            new Overlay.Member("HorizontalPodAutoscaler", "shop", "shop")),
        OVERLAY);
  }

  private static ClusterService service() {
    return new ClusterService(
        at("deploy/production/shop.yaml"),
        "kustomize",
        "shop",
        "shop-production",
        "production",
        Map.of("app", "shop"),
        List.of(new ClusterService.Port("http", 80, "8080")));
  }

  static Source at(String file) {
    return Source.of(file);
  }

  static Material material(String yaml, Facts facts) {
    Delivery delivery =
        switch (DeliveryLoader.standard()
            .load("delivery.yaml", yaml.getBytes(StandardCharsets.UTF_8))) {
          case Loaded.Sound sound -> sound.delivery();
          case Loaded.Refused refused ->
              throw new IllegalArgumentException(refused.problems() + "\n" + yaml);
        };
    var assessment = new Engine(Criteria.all()).assess(".", delivery, facts, null, AT);
    return new Material(delivery, facts, assessment, AT, null);
  }
}
