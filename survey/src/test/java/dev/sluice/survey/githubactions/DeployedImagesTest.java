package dev.sluice.survey.githubactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Deployment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedImagesTest {
  @TempDir Path directory;

  private List<Deployment> deployed(String steps) {
    return new Repo(directory)
        .with(
            ".github/workflows/deploy.yml",
            "on: push\njobs:\n  deploy:\n    environment: production\n    steps:\n" + steps)
        .read()
        .of(Deployment.class);
  }

  @Test
  void readsEachLineOfAnImageList() {
    List<Deployment> found =
        deployed(
            """
                - uses: Azure/k8s-deploy@v5
                  with:
                    manifests: deploy/
                    images: |
                      acme.azurecr.io/shop:${{ github.sha }}
                      acme.azurecr.io/cart@${{ needs.build.outputs.digest }}
            """);
    assertThat(found)
        .extracting(Deployment::image)
        .hasToString(
            "[acme.azurecr.io/shop:${{ github.sha }},"
                + " acme.azurecr.io/cart@${{ needs.build.outputs.digest }}]");
    assertThat(found)
        .extracting(Deployment::unresolved)
        .containsExactly(null, "an expression gives its digest");
    assertThat(found)
        .extracting(d -> d.source().line() + ":" + d.source().column())
        .containsExactly("10:11", "11:11");
    assertThat(found).extracting(Deployment::environment).containsOnly("production");
  }

  @Test
  void aTagStaysATagWhateverTheRegistryIs() {
    List<Deployment> found =
        deployed(
            """
                - uses: google-github-actions/deploy-cloudrun@v2
                  with: {service: shop, image: '${{ env.REGISTRY }}/shop:latest'}
                - uses: aws-actions/amazon-ecs-render-task-definition@v1
                  with: {image: '${{ steps.login.outputs.registry }}/shop:${{ env.TAG }}'}
            """);
    assertThat(found)
        .extracting(Deployment::unresolved)
        .containsExactly(null, "an expression decides it");
    assertThat(found.getFirst().image().tag()).isEqualTo("latest");
  }

  @Test
  void aNameBeforeAnImageIsNoPartOfIt() {
    List<Deployment> found =
        deployed(
            """
                - uses: google-github-actions/create-cloud-deploy-release@v1
                  with: {name: r, images: 'shop=eu.gcr.io/acme/shop:1.2,cart=eu.gcr.io/acme/cart:1.3'}
            """);
    assertThat(found)
        .extracting(Deployment::image)
        .hasToString("[eu.gcr.io/acme/shop:1.2, eu.gcr.io/acme/cart:1.3]");
  }

  @Test
  void otherActionsDeployNoImage() {
    assertThat(deployed("    - uses: acme/scan@v1\n      with: {image: 'acme/shop:latest'}\n"))
        .isEmpty();
  }
}
