package dev.sluice.survey.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Exposed;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.kustomize.KustomizeReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposureReaderTest {
  @TempDir Path root;

  private List<String> read(String manifest) {
    return new Fixture(root)
        .file("deploy/in.yaml", manifest).read(new KustomizeReader()).of(Exposed.class).stream()
            .map(e -> e.source() + " " + e.kind() + " " + e.name() + " " + e.internet())
            .toList();
  }

  @Test
  void ingressSaysNothingAboutTheInternetByItself() {
    assertThat(
            read(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: shop
                spec: {rules: [{host: shop.example.org}]}
                """))
        .containsExactly("deploy/in.yaml:4:9 Ingress shop null");
  }

  @Test
  void annotationOfTheCloudDecides() {
    assertThat(
            read(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: shop
                  annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: back
                  annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}
                spec: {type: LoadBalancer}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: odd
                  annotations: {networking.gke.io/load-balancer-type: [Internal]}
                spec: {type: LoadBalancer}
                """))
        .containsExactly(
            "deploy/in.yaml:4:9 Ingress shop true",
            "deploy/in.yaml:10:9 Service back false",
            "deploy/in.yaml:17:9 Service odd false");
  }

  @Test
  void servicesInsideTheClusterAreNoWayIn() {
    assertThat(
            read(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: shop}
                spec: {type: ClusterIP}
                ---
                apiVersion: example.org/v1
                kind: Ingress
                metadata: {name: other}
                """))
        .isEmpty();
  }
}
