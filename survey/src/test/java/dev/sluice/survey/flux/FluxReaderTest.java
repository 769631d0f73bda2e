package dev.sluice.survey.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.kustomize.KustomizeReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FluxReaderTest {
  @TempDir Path root;

  @Test
  void readsReleasesAsOverlaysChangeThem() {
    Facts facts =
        new Fixture(root)
            .file(
                "apps/base/release.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web}
                spec:
                  chart: {spec: {chart: web, version: "1.x"}}
                  values: {image: {repository: acme/web, tag: main}}
                """)
            .file("apps/base/kustomization.yaml", "resources: [release.yaml]\n")
            .file(
                "apps/production/kustomization.yaml",
                "resources: [../base]\npatches: [{path: pin.yaml}]\n")
            .file(
                "apps/production/pin.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web}
                spec: {values: {image: {tag: "2.0"}}}
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(GitOpsApplication.class))
        .extracting(GitOpsApplication::environment, GitOpsApplication::revision)
        .containsExactly(tuple("production", "1.x"));
    assertThat(facts.of(Deployment.class))
        .extracting(d -> d.source().toString(), d -> d.image().toString(), Deployment::environment)
        .containsExactly(tuple("apps/production/pin.yaml:4:30", "acme/web:2.0", "production"));
  }

  @Test
  void saysWhichReleasesNobodyWatches() {
    Facts facts =
        new Fixture(root)
            .file(
                "apps/web.yaml",
                """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: plain}
                spec: {values: {replicas: 2}}
                ---
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: watched}
                spec: {driftDetection: {mode: warn}}
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(GitOpsApplication.class))
        .extracting(
            GitOpsApplication::name, GitOpsApplication::unwatched, GitOpsApplication::selfHeal)
        .containsExactlyInAnyOrder(tuple("plain", true, false), tuple("watched", false, false));
    assertThat(facts.of(ConfigKey.class))
        .extracting(key -> key.source().toString(), ConfigKey::group, ConfigKey::key)
        .containsExactly(tuple("apps/web.yaml:4:17", "HelmRelease/plain", "replicas"));
  }
}
