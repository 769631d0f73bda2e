package dev.sluice.bundle.artifact.gitlab;

import dev.sluice.bundle.artifact.project.Hops;
import dev.sluice.bundle.artifact.project.Hops.Hop;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Environment.Promotion;
import java.util.ArrayList;
import java.util.List;

/// The jobs that build an image once, sign it, and bring its digest from environment to
/// environment.
record Releasing(Project project) {
  private static final String RELEASES =
      "rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE !="
          + " \"schedule\"}]";
  private static final String IDENTITY = "id_tokens: {SIGSTORE_ID_TOKEN: {aud: sigstore}}";

  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (ImageBuild image : project.images()) {
      jobs.add(publish(image));
      jobs.add(sign(image));
    }
    if (project.images().size() == 1 && !Hops.followed(project)) {
      ImageBuild image = project.images().getFirst();
      Hops.of(project).forEach(hop -> jobs.add(deploy(hop, image)));
    }
    return jobs;
  }

  private String id(String verb, ImageBuild image) {
    return project.images().size() == 1
        ? verb
        : verb + "-" + image.name().replaceAll("[^A-Za-z0-9_-]", "-");
  }

  private Job publish(ImageBuild image) {
    return new Job(
        id("publish", image),
        "publish",
        Checks.DOCKER,
        true,
        "30 minutes",
        List.of(
            RELEASES,
            "services: [" + Checks.DOCKER + "-dind]",
            "variables: {IMAGE: " + image.image() + "}",
            "artifacts: {reports: {dotenv: image.env}}"),
        List.of(
            "echo \"$CI_REGISTRY_PASSWORD\" | docker login --username \"$CI_REGISTRY_USER\""
                + " --password-stdin \"$CI_REGISTRY\"",
            "docker buildx create --use",
            "docker buildx build --push --provenance=mode=max --sbom=true --metadata-file"
                + " build.json --tag \"$IMAGE:$CI_COMMIT_SHA\" --file "
                + image.dockerfile()
                + " "
                + image.context(),
            "sed -n 's/.*\"containerimage.digest\": *\"\\([^\"]*\\)\".*/DIGEST=\\1/p' build.json >"
                + " image.env"));
  }

  private Job sign(ImageBuild image) {
    return new Job(
        id("sign", image),
        "publish",
        Tools.ALPINE,
        true,
        "10 minutes",
        List.of(
            RELEASES,
            "needs: [" + id("publish", image) + "]",
            IDENTITY,
            "variables: {IMAGE: " + image.image() + "}"),
        List.of(
            "apk add --no-cache cosign",
            login(),
            "cosign sign --yes \"$IMAGE@$DIGEST\"",
            verify()));
  }

  private static String login() {
    return "cosign login --username \"$CI_REGISTRY_USER\" --password \"$CI_REGISTRY_PASSWORD\""
        + " \"$CI_REGISTRY\"";
  }

  /// Whether the image was signed by this pipeline.
  private static String verify() {
    return "cosign verify \"$IMAGE@$DIGEST\" --certificate-identity"
        + " \"$CI_PROJECT_URL//.gitlab-ci.yml@refs/heads/$CI_DEFAULT_BRANCH\""
        + " --certificate-oidc-issuer \"$CI_SERVER_URL\"";
  }

  private Job deploy(Hop hop, ImageBuild image) {
    Environment environment = hop.environment();
    String name = environment.name();
    List<String> needs = new ArrayList<>(List.of("publish", "sign"));
    environment.promotesFrom().forEach(from -> needs.add("deploy-" + from));
    List<String> lines = new ArrayList<>();
    boolean asks = environment.approvals() != null || environment.promotion() == Promotion.MANUAL;
    lines.add(asks ? RELEASES.replace("}]", ", when: manual}]") : RELEASES);
    lines.add("needs: [" + String.join(", ", needs) + "]");
    lines.add("environment: {name: " + name + "}");
    lines.add("resource_group: " + name);
    lines.add("variables: {IMAGE: " + image.image() + "}");
    return new Job(
        "deploy-" + name,
        "deploy",
        Tools.KUBECTL,
        false,
        "1 hour",
        lines,
        List.of(
            "apk add --no-cache cosign",
            login(),
            verify(),
            "cd " + hop.overlay(),
            "kustomize edit set image \"$IMAGE=$IMAGE@$DIGEST\"",
            "kubectl apply --kustomize ."));
  }
}
