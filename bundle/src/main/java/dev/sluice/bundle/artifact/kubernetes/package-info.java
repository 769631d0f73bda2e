/// Workloads of Kubernetes, and what keeps them up during a release.
@NullMarked
package dev.sluice.bundle.artifact.kubernetes;

import org.jspecify.annotations.NullMarked;
