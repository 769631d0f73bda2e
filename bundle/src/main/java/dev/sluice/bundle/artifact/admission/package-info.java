/// Policies that a Kubernetes API checks when something is created.
@NullMarked
package dev.sluice.bundle.artifact.admission;

import org.jspecify.annotations.NullMarked;
