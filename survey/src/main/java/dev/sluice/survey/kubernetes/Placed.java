package dev.sluice.survey.kubernetes;

import org.jspecify.annotations.Nullable;

/// An object as one tool puts it into one environment.
///
/// @param tool `kubernetes`, `kustomize`, `helm`
/// @param environment null when it serves all or none can be told
/// @param replaced the images that a tool replaces before anything is deployed
public record Placed(
    KubeObject object, String tool, @Nullable String environment, ReplacedImages replaced) {}
