package dev.sluice.bundle.artifact.project;

import static java.util.Objects.requireNonNull;

/// An image that is built here.
///
/// @param name what it is called here: part of a job's id
/// @param dockerfile path of its recipe
/// @param context directory that is sent to the build
/// @param image registry and repository, without tag: `ghcr.io/acme/storefront`
public record ImageBuild(String name, String dockerfile, String context, String image) {
  public ImageBuild {
    requireNonNull(name, "name");
    requireNonNull(dockerfile, "dockerfile");
    requireNonNull(context, "context");
    requireNonNull(image, "image");
  }

  /// The host of its registry.
  public String registry() {
    String first = image.substring(0, Math.max(0, image.indexOf('/')));
    return first.contains(".") || first.contains(":") ? first : "docker.io";
  }
}
