package dev.sluice.engine.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.plan.Declared;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.plan.Planning;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Store;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// A delivery of one shop, two releases of it, and what begins runs between them.
final class Yard {
  static final Release OLD = release('a');
  static final Release NEW = release('b');

  static final String YAML =
      """
      apiVersion: sluice.dev/v1
      kind: Delivery
      metadata: {name: shop}
      environments:
        - {name: staging}
        - name: production
          production: true
          promotesFrom: staging
          approvals: {from: [leads], quorum: 1}
      cd:
        strategy:
          canary:
            steps:
              - {setWeight: 10}
              - {pause: PT30S}
              - {pause: until-approved}
              - {setWeight: 50}
              - {pause: PT30S}
            bake: PT30S
            analysis:
              - {name: errors, source: planet, compare: baseline, query: {bad: b, total: t}}
        targets:
          - environment: production
            replicas: 2
            processes: {command: [shop], listen: "127.0.0.1:1"}
      releaseSafety:
        recovery: {checks: [errors], within: PT10M}
      """;

  private Yard() {}

  private static Release release(char digit) {
    return new Release(
        "shop",
        new TreeMap<>(Map.of("shop", new Digest("sha256:" + String.valueOf(digit).repeat(64)))),
        null,
        new TreeMap<>(),
        new TreeMap<>());
  }

  static Delivery delivery() {
    Loaded loaded =
        DeliveryLoader.standard().load("delivery.yaml", YAML.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.problems()).isEmpty();
    return ((Loaded.Sound) loaded).delivery();
  }

  static Planning planning(Store store) {
    return new Planning(new Declared(delivery()), store);
  }

  /// The old release runs, and has done for long.
  static void settle(Store store, Planet planet) {
    Instant before = Planet.T0.minus(Duration.ofDays(1));
    store.keep(OLD, before, "git", Map.of());
    store.keep(NEW, before, "git", Map.of(Planning.AUTHORS, "mia"));
    assertThat(store.deployFirst(new Deployment(OLD, "production", before, true), "ops")).isTrue();
    planet.runs(OLD.id(), 2);
  }

  static Brief.OfRollout rollout(Store store, Instant now) {
    Planned<Brief.OfRollout> planned = planning(store).rollout("production", NEW, now);
    assertThat(planned).isInstanceOf(Planned.Ready.class);
    return ((Planned.Ready<Brief.OfRollout>) planned).brief();
  }

  static Brief.OfPromotion promotion(Store store, Instant now) {
    Planned<Brief.OfPromotion> planned = planning(store).promotion("production", NEW, now);
    assertThat(planned).isInstanceOf(Planned.Ready.class);
    return ((Planned.Ready<Brief.OfPromotion>) planned).brief();
  }
}
