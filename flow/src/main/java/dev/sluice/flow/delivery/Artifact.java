package dev.sluice.flow.delivery;

import org.jspecify.annotations.Nullable;

/// Stage 2: something that is built once and promoted.
public record Artifact(
    Origin at,
    @Doc("Name of the artifact") String name,
    @Doc("What it is") @Nullable Type type,
    @Doc("Where it is kept, without tag: ghcr.io/acme/storefront") @Nullable String repository,
    @Doc("How it is referred to") @Nullable Immutability immutability,
    @Doc("Where its version comes from: tag, commit, …") @Nullable String version,
    @Doc("Tool that signs it: cosign, notation, gpg, …") @Nullable String signing,
    @Doc("Format of its bill of materials: cyclonedx, spdx") @Nullable String sbom,
    @Doc("Kind of its provenance: slsa, in-toto") @Nullable String provenance,
    @Doc("The one job that builds it") @Nullable String builtBy) {

  /// What an artifact is.
  public enum Type {
    OCI_IMAGE,
    HELM_CHART,
    PACKAGE,
    BINARY,
    ARCHIVE,
    MODULE
  }

  /// How an artifact is referred to.
  public enum Immutability {
    DIGEST,
    VERSION,
    TAG
  }
}
