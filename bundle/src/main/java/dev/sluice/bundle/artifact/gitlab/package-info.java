/// The same pipeline for GitLab CI: gates, one signed build, promotion, drift detection.
@NullMarked
package dev.sluice.bundle.artifact.gitlab;

import org.jspecify.annotations.NullMarked;
