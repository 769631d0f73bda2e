package dev.sluice.bundle.artifact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bundle.Material;
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.Route;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.testkit.KubeApi;
import dev.sluice.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every object that is made for Kubernetes, built by Kustomize and offered to a real API with
/// strict validation: no field that it does not know, no value that it refuses.
class KubernetesIT {
  @TempDir static Path work;

  private static @Nullable KubeApi started;

  static final Route ROUTE =
      new Route(
          Source.of("deploy/production/route.yaml"),
          "kustomize",
          "shop",
          "shop-production",
          "production",
          List.of("shop.example.com"),
          List.of(new Route.Gateway("web", "gateways", "https")),
          List.of(new Route.Backend(0, "shop", 80)));

  static final Autoscaler SCALER =
      new Autoscaler(
          Source.of("deploy/production/hpa.yaml"),
          "shop",
          "shop-production",
          "production",
          "Deployment/shop",
          3);

  static final RolloutObject FLAGGER =
      new RolloutObject(
          Source.of("deploy/other/canary.yaml"),
          "flagger",
          "Canary",
          "other",
          "staging",
          "canary",
          List.of(),
          List.of());

  @BeforeAll
  static void begin() throws Exception {
    KubeApi api = KubeApi.start(work);
    started = api;
    Path definitions = work.resolve("definitions.yaml");
    Files.writeString(definitions, Definitions.all());
    Program.Said said = api.kubectl("apply", "--server-side", "-f", definitions.toString());
    assertThat(said.exit()).as(said.text()).isZero();
    for (String namespace : List.of("shop-production", "shop-staging")) {
      api.kubectl("create", "namespace", namespace);
    }
    api.kubectl("wait", "--for=condition=Established", "--all", "crd", "--timeout=60s");
  }

  @AfterAll
  static void end() {
    KubeApi api = started;
    if (api != null) {
      api.close();
    }
  }

  @Test
  void acceptsARolloutWithItsAnalyses() throws Exception {
    accepts("canary", Shop.by(Shop.CANARY), "kind: Rollout", "kind: PodDisruptionBudget");
  }

  @Test
  void acceptsARolloutThatComparesWithTheVersionBefore() throws Exception {
    accepts("baseline", Shop.by(Shop.BASELINE), "label_replace", "isNaN(result[0])");
  }

  @Test
  void acceptsBlueAndGreen() throws Exception {
    accepts("blue", Shop.by(Shop.BLUE_GREEN), "previewService: shop-preview");
  }

  @Test
  void acceptsWeightsOfARoute() throws Exception {
    accepts(
        "route",
        Shop.by(Shop.CANARY, ROUTE, SCALER),
        "argoproj-labs/gatewayAPI",
        "name: shop-canary",
        "weight: 0",
        "scaleTargetRef:\n    apiVersion: argoproj.io/v1alpha1\n    kind: Rollout");
  }

  @Test
  void acceptsACanaryOfFlagger() throws Exception {
    accepts("flagger", Shop.by(Shop.BASELINE, FLAGGER), "kind: MetricTemplate", "shop-primary");
    accepts(
        "flagger-route",
        Shop.by(Shop.CANARY, FLAGGER, ROUTE, SCALER),
        "provider: gatewayapi:v1",
        "gatewayRefs:",
        "autoscalerRef:");
  }

  @Test
  void acceptsWhatIsMadeForAServiceThatIsDeployedNowhere() throws Exception {
    for (boolean numbered : List.of(true, false)) {
      Material material = undeployed(numbered ? "1000" : null);
      Path place = work.resolve("scaffold-" + numbered);
      Written.below(place, Artifacts.of(material));
      for (String environment : List.of("staging", "production")) {
        accepted(place, "deploy/" + environment);
      }
      String production = built(place, "deploy/production");
      assertThat(production)
          .contains("kind: Rollout", "replicas: 0", "image: ghcr.io/acme/shop@sha256:000")
          .doesNotContain("privileged: true");
      assertThat(built(place, "deploy/staging")).contains("replicas: 2");
    }
  }

  /// A service whose image listens on a port, and that no file deploys.
  static Material undeployed(@Nullable String user) {
    return Shop.undeployed(listening(user));
  }

  /// An image that listens on a port.
  static List<Fact> listening(@Nullable String user) {
    Source recipe = Source.of("Dockerfile");
    return List.of(
        new ContainerBuild(
            recipe, user == null ? null : new Text(recipe, user), false, List.of(8080)),
        new Deployable(recipe, "shop", ".", "Dockerfile"));
  }

  private void accepts(String name, Material material, String... parts) throws Exception {
    Path place = work.resolve(name);
    Written.below(place, Artifacts.of(material));
    there(place);
    assertThat(accepted(place, "deploy/production")).contains(parts);
  }

  private String accepted(Path place, String overlay) throws Exception {
    String built = built(place, overlay);
    Path file = place.resolve("built.yaml");
    Files.writeString(file, built);
    Program.Said said =
        requireNonNull(started)
            .kubectl(
                "apply",
                "--server-side",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                file.toString());
    assertThat(said.exit()).as(said.text() + built).isZero();
    return built;
  }

  private static String built(Path place, String overlay) throws Exception {
    Program.Said said = Program.run(place, "kubectl", "kustomize", overlay);
    assertThat(said.exit()).as(said.text()).isZero();
    return said.text();
  }

  /// What the overlay has of its own.
  private static void there(Path place) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "shop.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          replicas: 3
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop}}
            spec: {containers: [{name: web, image: shop, ports: [{containerPort: 8080}]}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: shop}
        spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: shop}
        spec:
          parentRefs: [{name: web, namespace: gateways, sectionName: https}]
          hostnames: [shop.example.com]
          rules: [{backendRefs: [{name: shop, port: 80}]}]
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: shop}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
          minReplicas: 3
          maxReplicas: 9
        """);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(place.resolve("deploy/production").resolve(file.getKey()), file.getValue());
    }
  }
}
