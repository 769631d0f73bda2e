package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.KubeApi;
import dev.sluice.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The admission policy in a real Kubernetes API.
class AdmissionIT {
  private static final String PINNED = "ghcr.io/acme/shop" + Shop.DIGEST;

  @TempDir Path work;

  @Test
  void admitsWhatIsGoodAndRefusesWhatIsBad() throws Exception {
    Artifact policy =
        Artifacts.of(Shop.by(Shop.CANARY)).stream()
            .filter(a -> a.path().endsWith("admission.yaml"))
            .findFirst()
            .orElseThrow();
    Path file = work.resolve("admission.yaml");
    Files.writeString(file, policy.content());
    try (KubeApi api = KubeApi.start(work)) {
      api.kubectl("create", "namespace", "shop-production");
      api.kubectl("create", "namespace", "elsewhere");
      Program.Said said =
          api.kubectl("apply", "--server-side", "--validate=strict", "-f", file.toString());
      assertThat(said.exit()).as(said.text()).isZero();
      String tagged = deployment("shop-production", "team: x", "shop:1", "");
      for (int i = 0; i < 60 && apply(api, tagged).exit() == 0; i++) {
        Thread.sleep(500);
      }
      assertThat(apply(api, tagged).text()).contains("images are pinned by digest");
      assertThat(apply(api, deployment("shop-production", "a: b", PINNED, "")).text())
          .contains("every workload has the label team");
      assertThat(
              apply(api, deployment("shop-production", "team: x", PINNED, "hostNetwork: true,"))
                  .text())
          .contains("no pod is privileged");
      assertThat(apply(api, privileged()).text()).contains("no pod is privileged");
      assertThat(apply(api, job()).text()).contains("images are pinned by digest");
      Program.Said good = apply(api, deployment("shop-production", "team: x", PINNED, ""));
      assertThat(good.exit()).as(good.text()).isZero();
      assertThat(apply(api, deployment("elsewhere", "a: b", "shop:1", "")).exit()).isZero();
    }
  }

  private Program.Said apply(KubeApi api, String object) throws Exception {
    Path file = work.resolve("object.yaml");
    Files.writeString(file, object);
    return api.kubectl("apply", "--dry-run=server", "--validate=strict", "-f", file.toString());
  }

  private static String deployment(String namespace, String label, String image, String pod) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop, namespace: %s, labels: {%s}}
    spec:
      selector: {matchLabels: {a: b}}
      template:
        metadata: {labels: {a: b}}
        spec: {%s containers: [{name: web, image: "%s"}]}
    """
        .formatted(namespace, label, pod, image);
  }

  private static String privileged() {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: shop, namespace: shop-production}
    spec: {containers: [{name: web, image: "%s", securityContext: {privileged: true}}]}
    """
        .formatted(PINNED);
  }

  private static String job() {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: shop, namespace: shop-production, labels: {team: x}}
    spec:
      schedule: 0 0 * * *
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              initContainers: [{name: first, image: "shop:1"}]
              containers: [{name: web, image: "%s"}]
    """
        .formatted(PINNED);
  }
}
