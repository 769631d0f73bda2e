package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.ImageBuild;
import java.util.List;

/// How a job logs in to a registry: by the identity of its run wherever the registry takes it.
final class Registry {
  private Registry() {}

  static List<Step> login(ImageBuild image) {
    String host = image.registry();
    if (host.equals("ghcr.io")) {
      return List.of(
          docker(host)
              .with("username", "${{ github.actor }}")
              .with("password", "${{ github.token }}"));
    }
    if (host.endsWith(".amazonaws.com")) {
      return List.of(Cloud.AWS.login("PUBLISH"), docker(host));
    }
    if (host.endsWith(".pkg.dev") || host.endsWith("gcr.io")) {
      return List.of(
          Cloud.GOOGLE.login("PUBLISH").id("cloud").with("token_format", "access_token"),
          docker(host)
              .with("username", "oauth2accesstoken")
              .with("password", "${{ steps.cloud.outputs.access_token }}"));
    }
    Step login = host.equals("docker.io") ? Step.uses("docker/login-action") : docker(host);
    return List.of(
        login
            .with("username", "${{ vars.REGISTRY_USER }}")
            .with("password", "${{ secrets.REGISTRY_TOKEN }}"));
  }

  private static Step docker(String host) {
    return Step.uses("docker/login-action").with("registry", host);
  }
}
