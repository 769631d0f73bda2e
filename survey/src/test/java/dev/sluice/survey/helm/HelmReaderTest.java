package dev.sluice.survey.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.fact.Workload;
import dev.sluice.survey.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmReaderTest {
  private static final String CHART =
      "apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: 2.3.4\n";
  private static final String TEMPLATE =
      """
      kind: Deployment
      spec:
        template:
          spec:
            containers:
              - image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
            initContainers:
              - image: busybox:1.36 # waits
      """;

  @TempDir Path root;
  @TempDir Path machine;

  private static List<String> deployments(Facts facts) {
    return facts.of(Deployment.class).stream()
        .map(d ->
            d.source()
                + " "
                + d.environment()
                + " "
                + d.image()
                + (d.unresolved() == null ? "" : " ?"))
        .toList();
  }

  @Test
  void takesTheTagOfTheChartWhereValuesLeaveItEmpty() {
    Facts facts =
        new Fixture(root)
            .file("chart/Chart.yaml", CHART)
            .file("chart/templates/web.yaml", TEMPLATE)
            .file("chart/values.yaml", "image:\n  repository: ghcr.io/acme/web\n  tag: \"\"\n")
            .read(new HelmReader(null));
    assertThat(deployments(facts))
        .containsExactlyInAnyOrder(
            "chart/Chart.yaml:4:13 null ghcr.io/acme/web:2.3.4",
            "chart/templates/web.yaml:8:18 null busybox:1.36");
  }

  @Test
  void laysTheValuesOfAnEnvironmentOverTheDefaults() {
    Facts facts =
        new Fixture(root)
            .file("chart/Chart.yaml", CHART)
            .file("chart/values.yaml", "image:\n  repository: ghcr.io/acme/web\n  tag: main\n")
            .file("chart/values-prod.yaml", "image:\n  digest: sha256:22\n")
            .file("chart/environments/staging/values.yaml", "replicas: 2\n")
            .file("chart/ci/test-values.yaml", "image: {tag: ci}\n")
            .read(new HelmReader(null));
    assertThat(deployments(facts))
        .containsExactlyInAnyOrder(
            "chart/values-prod.yaml:2:11 prod ghcr.io/acme/web:main@sha256:22",
            "chart/values.yaml:3:8 staging ghcr.io/acme/web:main");
    assertThat(facts.of(EnvironmentSeen.class))
        .extracting(EnvironmentSeen::name)
        .containsExactlyInAnyOrder("prod", "staging");
  }

  @Test
  void readsImagesInTheShapesThatChartsGiveThem() {
    Facts facts =
        new Fixture(root)
            .file("Chart.yaml", CHART)
            .file(
                "values.yaml",
                """
                image: acme/a:1
                sidecar: {image: acme/b, imageTag: "2"}
                proxy:
                  image: {registry: quay.io, repository: acme/c, tag: "3@sha256:33"}
                jobs:
                  - image: {name: acme/d, tag: v4}
                off: {enabled: false, image: acme/e:5}
                tests: {image: acme/f:6}
                initImage: {repository: acme/g}
                imagePullPolicy: Always
                imagePullSecrets: []
                logo: {image: logo.png}
                upstream: {repository: https://example.com/x.git}
                """)
            .read(new HelmReader(null));
    assertThat(deployments(facts))
        .containsExactlyInAnyOrder(
            "values.yaml:1:8 null acme/a:1",
            "values.yaml:2:36 null acme/b:2",
            "values.yaml:4:55 null quay.io/acme/c:3@sha256:33",
            "values.yaml:6:32 null acme/d:v4",
            "values.yaml:9:25 null acme/g ?");
  }

  @Test
  void readsValuesBesideNoChartByTheirEnvironment() {
    Facts facts =
        new Fixture(root)
            .file("deploy/production/values.yaml", "image: {repository: acme/web, tag: latest}\n")
            .file("deploy/staging/web-values.yaml", "web: {image: {tag: \"1\"}}\n")
            .file("values.yaml", "image: acme/other:1\n")
            .read(new HelmReader(null));
    assertThat(deployments(facts))
        .containsExactlyInAnyOrder(
            "deploy/production/values.yaml:1:36 production acme/web:latest",
            "deploy/staging/web-values.yaml:1:20 staging :1 ?");
  }

  @Test
  void saysWhatTemplatesHide() {
    Facts facts =
        new Fixture(root)
            .file("charts/web/Chart.yaml", CHART)
            .file("charts/web/templates/web.yaml", TEMPLATE)
            .file("charts/lib/Chart.yaml", CHART + "type: library\n")
            .file("charts/lib/templates/_web.tpl", TEMPLATE)
            .read(new HelmReader(null));
    assertThat(facts.of(Unreadable.class))
        .singleElement()
        .satisfies(u -> assertThat(u.hides()).containsExactly(HealthCheck.class, Workload.class));
    assertThat(facts.of(Deployable.class))
        .extracting(Deployable::name, Deployable::path)
        .containsExactly(tuple("web", "charts/web"));
  }

  @Test
  void readsTheValuesOfAHelmfile() {
    Facts facts =
        new Fixture(root)
            .file(
                "helmfile.yaml",
                """
                releases:
                  - name: web
                    namespace: shop-prod
                    values:
                      - values/prod.yaml
                      - image: {repository: acme/web, tag: "7"}
                """)
            .read(new HelmReader(null));
    assertThat(deployments(facts)).containsExactly("helmfile.yaml:6:44 prod acme/web:7");
  }

  @Test
  void rendersWithTheHelmOfTheMachine() throws IOException {
    Path bin = Files.createDirectory(machine.resolve("bin"));
    Path helm = bin.resolve("helm");
    Files.writeString(
        helm,
        """
        #!/bin/sh
        [ "$1" = template ] && [ -f "$3/templates/web.yaml" ] && [ -z "$LEAK" ] || exit 1
        cat <<END
        ---
        # Source: web/templates/web.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: release-web}
        spec:
          template:
            spec:
              containers:
                - {name: web, image: "ghcr.io/acme/web:2.0", readinessProbe: {tcpSocket: {port: 1}}}
        END
        """);
    assertThat(helm.toFile().setExecutable(true)).isTrue();
    Facts facts =
        new Fixture(root)
            .file("chart/Chart.yaml", CHART)
            .file("chart/templates/web.yaml", TEMPLATE)
            .file("chart/values.yaml", "image:\n  repository: ghcr.io/acme/web\n  tag: \"2.0\"\n")
            .read(new HelmReader(root + ":" + bin));
    assertThat(facts.of(Unreadable.class)).isEmpty();
    assertThat(facts.of(HealthCheck.class)).hasSize(1);
    assertThat(facts.of(Deployment.class))
        .extracting(d -> d.source().toString(), Deployment::workload, Deployment::container)
        .containsExactly(tuple("chart/values.yaml:3:8", "Deployment/release-web", "web"));
  }

  @Test
  void neverRunsAHelmOfTheRepository() throws IOException {
    new Fixture(root).file("bin/helm", "#!/bin/sh\ntouch \"$HOME/../ran\"\n");
    assertThat(root.resolve("bin/helm").toFile().setExecutable(true)).isTrue();
    assertThat(Helm.on(root.resolve("bin") + "::bin:./bin", root)).isEmpty();
  }
}
