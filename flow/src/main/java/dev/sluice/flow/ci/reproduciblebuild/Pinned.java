package dev.sluice.flow.ci.reproduciblebuild;

import dev.sluice.flow.fact.Image;
import dev.sluice.flow.pipeline.LocalUse;
import java.util.regex.Pattern;

/// Whether what a pipeline uses is named by its content.
enum Pinned {
  /// By commit or digest.
  BY_CONTENT,
  /// A part of this repository.
  OWN,
  /// By a tag or branch that can be moved.
  BY_NAME,
  /// By a tag, because what it makes can be verified only then.
  BY_TAG_AS_ASKED,
  /// An expression decides.
  UNKNOWN;

  /// Its provenance names the tag of the workflow that made it; one that was called by commit
  /// cannot be verified.
  private static final Pattern VERIFIED_BY_TAG =
      Pattern.compile("slsa-framework/slsa-github-generator/.+@v\\d+\\.\\d+\\.\\d+");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
  private static final String IMAGE = "docker://";

  /// An action or reusable workflow.
  ///
  /// @param repository name of this repository without its owner; empty when not known
  static Pinned action(String uses, String repository) {
    if (LocalUse.path(uses).isPresent() || uses.startsWith("../")) {
      return OWN;
    }
    if (uses.startsWith(IMAGE)) {
      return image(uses.substring(IMAGE.length()));
    }
    int at = uses.lastIndexOf('@');
    if (at < 0) {
      return UNKNOWN;
    }
    if (COMMIT.matcher(uses.substring(at + 1).strip()).matches()) {
      return BY_CONTENT;
    }
    if (VERIFIED_BY_TAG.matcher(uses).matches()) {
      return BY_TAG_AS_ASKED;
    }
    String[] path = uses.substring(0, at).split("/", -1);
    boolean workflowHere =
        uses.contains("/.github/workflows/")
            && path.length > 1
            && path[1].equalsIgnoreCase(repository);
    return workflowHere ? OWN : BY_NAME;
  }

  /// A container image.
  static Pinned image(String reference) {
    if (reference.isBlank() || reference.contains("${{") || reference.contains("$")) {
      return UNKNOWN;
    }
    return Image.parse(reference).pinned() ? BY_CONTENT : BY_NAME;
  }
}
