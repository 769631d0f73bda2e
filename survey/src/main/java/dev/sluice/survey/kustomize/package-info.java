/// Builds Kustomize overlays as far as it decides what is deployed, with the place of every part
/// kept.
@NullMarked
package dev.sluice.survey.kustomize;

import org.jspecify.annotations.NullMarked;
