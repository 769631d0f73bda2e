package dev.sluice.survey.argocd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.survey.Fixture;
import dev.sluice.survey.kustomize.KustomizeReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationReaderTest {
  @TempDir Path root;

  @Test
  void readsWhatAnApplicationKeepsEqualAndTheImagesItChooses() {
    Facts facts =
        new Fixture(root)
            .file(
                "apps.yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: web}
                spec:
                  destination: {namespace: shop-prod}
                  source:
                    path: deploy
                    targetRevision: main
                    helm:
                      parameters: [{name: image.tag, value: "1.2"}]
                      values: |
                        image:
                          repository: acme/web
                          tag: latest
                    kustomize: {images: ["acme/a=acme/b:3"]}
                  syncPolicy: {automated: {selfHeal: true}}
                """)
            .read(new KustomizeReader());
    assertThat(facts.of(GitOpsApplication.class))
        .extracting(
            GitOpsApplication::environment,
            GitOpsApplication::path,
            GitOpsApplication::automated,
            GitOpsApplication::selfHeal,
            GitOpsApplication::prune)
        .containsExactly(tuple("prod", "deploy", true, true, false));
    assertThat(facts.of(Deployment.class))
        .extracting(d -> d.source().toString(), d -> d.image().toString())
        .containsExactly(
            tuple("apps.yaml:10:45", ":1.2"),
            tuple("apps.yaml:14:16", "acme/web:latest"),
            tuple("apps.yaml:15:26", "acme/b:3"));
  }
}
