package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one build of an image that is released: pushed once, named by its digest from then on, with
/// SBOM, signature and provenance that are verified before anybody deploys it.
final class Publishing {
  /// The digest that the build step gives.
  private static final String DIGEST = "${{ steps.image.outputs.digest }}";

  private final Project project;

  Publishing(Project project) {
    this.project = project;
  }

  /// One job for each image.
  ///
  /// @param gates ids of the jobs that it waits for
  List<Job> jobs(List<String> gates) {
    return project.images().stream().map(image -> job(image, gates)).toList();
  }

  /// For each image the expression by which later jobs get its digest.
  Map<ImageBuild, String> digests() {
    Map<ImageBuild, String> digests = new LinkedHashMap<>();
    project.images().forEach(i -> digests.put(i, "${{ needs." + id(i) + ".outputs.digest }}"));
    return digests;
  }

  /// The id of the job that publishes an image: the declared one, where there is one image.
  String id(ImageBuild image) {
    if (project.images().size() > 1) {
      return "publish-" + image.name().replaceAll("[^A-Za-z0-9_-]", "-");
    }
    return project.material().delivery().artifacts().stream()
        .map(a -> a.builtBy())
        .filter(job -> job != null && job.matches("[A-Za-z_][A-Za-z0-9_-]*"))
        .findFirst()
        .orElse("publish");
  }

  private Job job(ImageBuild image, List<String> gates) {
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    steps.add(Step.uses("docker/setup-buildx-action"));
    steps.addAll(Registry.login(image));
    steps.add(
        Step.uses("docker/build-push-action")
            .id("image")
            .named("build and push")
            .with("context", image.context())
            .with("file", image.dockerfile())
            .with("push", "true")
            .with("tags", image.image() + ":${{ github.sha }}"));
    steps.addAll(identity(image));
    Job job =
        Job.reading(id(image), "build " + image.name() + " once, sign and attest it", 30, steps)
            .needs(gates)
            .when("github.event_name != 'pull_request'")
            .may("id-token", "write")
            .may("attestations", "write")
            .output("digest", DIGEST);
    return image.registry().equals("ghcr.io") ? job.may("packages", "write") : job;
  }

  private static List<Step> identity(ImageBuild image) {
    return List.of(
        Step.uses("anchore/sbom-action")
            .named("SBOM")
            .with("image", image.image() + "@" + DIGEST)
            .with("format", "cyclonedx-json")
            .with("output-file", "sbom.cdx.json")
            .with("upload-artifact", "false"),
        Step.uses("actions/attest-build-provenance")
            .named("provenance")
            .with("subject-name", image.image())
            .with("subject-digest", DIGEST)
            .with("push-to-registry", "true"),
        Step.uses("sigstore/cosign-installer"),
        Step.run(
                "sign the image and its SBOM",
                "set -euo pipefail",
                "cosign sign --yes \"$IMAGE@$DIGEST\"",
                "cosign attest --yes --type cyclonedx --predicate sbom.cdx.json \"$IMAGE@$DIGEST\"")
            .env("IMAGE", image.image())
            .env("DIGEST", DIGEST),
        verify(image.image(), DIGEST));
  }

  /// Whether an image was signed by the workflow that runs.
  static Step verify(String image, String digest) {
    return Step.run(
            "only what this workflow signed goes on",
            "cosign verify \"$IMAGE@$DIGEST\" \\",
            "  --certificate-identity \"https://github.com/$GITHUB_WORKFLOW_REF\" \\",
            "  --certificate-oidc-issuer https://token.actions.githubusercontent.com")
        .env("IMAGE", image)
        .env("DIGEST", digest);
  }
}
