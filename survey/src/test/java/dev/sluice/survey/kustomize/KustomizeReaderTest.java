package dev.sluice.survey.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.fact.Workload;
import dev.sluice.survey.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizeReaderTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels: {app: web}
      spec:
        replicas: 1
        template:
          spec:
            initContainers:
              - name: migrate
                image: ghcr.io/acme/migrate:3
            containers:
              - name: web
                image: ghcr.io/acme/web:1.0
                readinessProbe: {httpGet: {path: /ready, port: 80}}
      """;

  @TempDir Path root;
  private Fixture fixture;

  @BeforeEach
  void base() {
    fixture =
        new Fixture(root)
            .file("base/web.yaml", DEPLOYMENT)
            .file("base/kustomization.yaml", "resources: [web.yaml]\n");
  }

  private Facts read() {
    return fixture.read(new KustomizeReader());
  }

  private List<String> deployments() {
    return read().of(Deployment.class).stream()
        .map(d -> d.environment() + " " + d.container() + " " + d.image() + " " + d.source())
        .toList();
  }

  @Test
  void placesEachImageAtTheLineThatDecides() {
    fixture
        .file(
            "overlays/staging/kustomization.yaml",
            """
            resources:
              - ../../base
            images:
              - name: ghcr.io/acme/web
                newTag: "2.0"
            """)
        .file(
            "overlays/production/kustomization.yaml",
            """
            resources: [../../base]
            images:
              - name: ghcr.io/acme/web
                newName: mirror.acme.dev/web
                digest: sha256:11
              - name: ghcr.io/acme/migrate
                newName: mirror.acme.dev/migrate
            """);
    assertThat(deployments())
        .containsExactlyInAnyOrder(
            "staging migrate ghcr.io/acme/migrate:3 base/web.yaml:12:18",
            "production migrate mirror.acme.dev/migrate:3 base/web.yaml:12:18",
            "staging web ghcr.io/acme/web:2.0 overlays/staging/kustomization.yaml:5:13",
            "production web mirror.acme.dev/web@sha256:11 overlays/production/kustomization.yaml:5:13");
    assertThat(read().of(EnvironmentSeen.class))
        .extracting(EnvironmentSeen::name, EnvironmentSeen::via)
        .containsExactlyInAnyOrder(tuple("staging", "overlay"), tuple("production", "overlay"));
  }

  @Test
  void followsPatchesInEverySpelling() {
    fixture
        .file(
            "overlays/a/kustomization.yaml",
            """
            resources: [../../base]
            namespace: shop-prod
            namePrefix: prod-
            patches:
              - target: {kind: Deployment, name: "w.*"}
                patch: |-
                  - op: replace
                    path: /spec/template/spec/containers/0/image
                    value: ghcr.io/acme/web:json
            """)
        .file(
            "overlays/b/kustomization.yaml",
            """
            bases: [../../base]
            patchesStrategicMerge:
              - patch.yaml
              - |-
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers:
                        - name: sidecar
                          image: envoy:1
            """)
        .file(
            "overlays/b/patch.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 4
              template:
                spec:
                  containers:
                    - name: web
                      image: ghcr.io/acme/web:file
                  initContainers:
                    - name: migrate
                      $patch: delete
            """);
    assertThat(deployments())
        .containsExactlyInAnyOrder(
            "prod migrate ghcr.io/acme/migrate:3 base/web.yaml:12:18",
            "prod web ghcr.io/acme/web:json overlays/a/kustomization.yaml:9:16",
            "null web ghcr.io/acme/web:file overlays/b/patch.yaml:10:18",
            "null sidecar envoy:1 overlays/b/kustomization.yaml:13:22");
    assertThat(read().of(Workload.class))
        .extracting(
            Workload::name, Workload::namespace, Workload::replicas, w -> w.healthChecks().size())
        .containsExactly(tuple("web", null, 4, 1), tuple("prod-web", "shop-prod", 1, 1));
  }

  @Test
  void appliesComponentsAndReplicas() {
    fixture
        .file(
            "components/pin/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            images:
              - {name: ghcr.io/acme/web, newTag: "9"}
            """)
        .file(
            "environments/live/kustomization.yaml",
            """
            resources: [../../base]
            components: [../../components/pin]
            replicas: [{name: web, count: 7}]
            """);
    assertThat(deployments())
        .contains("live web ghcr.io/acme/web:9 components/pin/kustomization.yaml:4:38");
    assertThat(read().of(Workload.class)).extracting(Workload::replicas).containsExactly(7);
  }

  @Test
  void gathersTheKeysOfEachOverlay() {
    fixture
        .file(
            "base/kustomization.yaml", "configMapGenerator: [{name: app, literals: [A=1, B=2]}]\n")
        .file("overlays/prod/app.env", "# more\nC=3\n")
        .file(
            "overlays/prod/kustomization.yaml",
            """
            resources: [../../base]
            namePrefix: prod-
            configMapGenerator:
              - {name: app, behavior: merge, envs: [app.env], files: [x=y.txt]}
            """)
        .file("overlays/dev/kustomization.yaml", "resources: [../../base]\n");
    assertThat(read().of(ConfigKey.class))
        .extracting(ConfigKey::group, ConfigKey::environment, ConfigKey::key)
        .containsExactlyInAnyOrder(
            tuple("ConfigMap/app", "prod", "A"),
            tuple("ConfigMap/app", "prod", "B"),
            tuple("ConfigMap/app", "prod", "C"),
            tuple("ConfigMap/app", "prod", "x"),
            tuple("ConfigMap/app", "dev", "A"),
            tuple("ConfigMap/app", "dev", "B"));
  }

  @Test
  void readsPlainManifestsThatNoOverlayTakesIn() {
    fixture
        .file("k8s/prod/web.yaml", DEPLOYMENT)
        .file("base/forgotten.yaml", DEPLOYMENT)
        .file("chart/Chart.yaml", "name: c\n")
        .file("chart/templates/web.yaml", DEPLOYMENT)
        .file(
            "jobs.yaml",
            """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: batch/v1
                kind: CronJob
                metadata: {name: clean, namespace: shop-staging}
                spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: a/clean@sha256:1}]}}}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec: {containers: [{name: p, image: "${IMAGE}"}]}
            """);
    assertThat(read().of(Deployment.class))
        .extracting(d -> d.source().toString(), Deployment::workload, Deployment::environment)
        .containsExactly(
            tuple("base/web.yaml:12:18", "Deployment/web", null),
            tuple("base/web.yaml:15:18", "Deployment/web", null),
            tuple("jobs.yaml:7:81", "CronJob/clean", "staging"),
            tuple("jobs.yaml:12:38", "Pod/p", null),
            tuple("k8s/prod/web.yaml:12:18", "Deployment/web", "prod"),
            tuple("k8s/prod/web.yaml:15:18", "Deployment/web", "prod"));
    assertThat(read().of(Deployment.class))
        .filteredOn(d -> d.unresolved() != null)
        .extracting(Deployment::workload)
        .containsExactly("Pod/p");
    assertThat(read().of(Deployable.class))
        .as("what lasts can be deployed")
        .extracting(d -> d.name() + " " + d.via() + " " + d.image())
        .contains("clean workload a/clean")
        .doesNotContain("p workload ${IMAGE}");
  }

  @Test
  void knowsImagesThatToolsReplace() {
    fixture
        .file(
            "skaffold.yaml",
            "apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {artifacts: [{image: ghcr.io/acme/web}]}\n")
        .file(
            "config/manager/manager.yaml",
            DEPLOYMENT.replace("ghcr.io/acme/web:1.0", "controller:latest"));
    assertThat(read().of(Deployment.class))
        .filteredOn(d -> d.container().equals("web"))
        .extracting(Deployment::unresolved)
        .containsExactly(
            "Skaffold (skaffold.yaml) builds and replaces it",
            "`controller:latest` is a placeholder that a tool replaces");
  }

  @Test
  void notesWhatCannotBeFollowed() {
    fixture
        .file("a/kustomization.yaml", "resources: [../b, ../base]\n")
        .file("b/kustomization.yaml", "resources: [../a]\n")
        .file(
            "c/kustomization.yaml",
            """
            resources:
              - ../../../etc
              - missing.yaml
              - https://example.com/install.yaml
            patches: [{path: nowhere.yaml}]
            """);
    assertThat(read().of(Unreadable.class))
        .extracting(u -> u.source().toString(), Unreadable::why)
        .contains(
            tuple("c/kustomization.yaml:2:5", "`../../../etc` leads out of what was surveyed"),
            tuple("c/kustomization.yaml:3:5", "`missing.yaml` isn't there"),
            tuple(
                "c/kustomization.yaml:4:5",
                "a base in another repository: https://example.com/install.yaml"),
            tuple("c/kustomization.yaml:5:18", "the patch `nowhere.yaml` isn't there"))
        .anySatisfy(t -> assertThat(t.toList().get(1)).isEqualTo("`../a` leads round in a circle"));
  }

  @Test
  void survivesOverlaysThatMultiply() {
    fixture.file("m/0/kustomization.yaml", "resources: [../../base]\n");
    for (int i = 1; i <= 40; i++) {
      String below = "../" + (i - 1);
      fixture.file(
          "m/" + i + "/kustomization.yaml", "resources: [%s, %s]\n".formatted(below, below));
    }
    assertThat(read().of(Unreadable.class))
        .anySatisfy(u -> assertThat(u.why()).startsWith("more than"));
  }

  @Test
  void readsManyDocumentsOfOneFile() {
    fixture.file("many.yaml", (DEPLOYMENT + "---\n").repeat(10_000));
    assertThat(read().of(Deployment.class)).hasSize(20_002);
  }

  @Test
  void keepsBrokenFilesApart() {
    fixture
        .file("broken.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n\tname: x\n")
        .file("notes.yaml", "text: apiVersion and kind\n  wrong: [\n")
        .file("overlays/x/kustomization.yaml", "resources: [\n");
    Facts facts = read();
    assertThat(facts.of(Unreadable.class))
        .extracting(u -> u.source().file())
        .containsExactlyInAnyOrder("broken.yaml", "overlays/x/kustomization.yaml");
    assertThat(facts.of(Deployment.class)).hasSize(2);
  }
}
