/// Objects that roll a release out step by step.
@NullMarked
package dev.sluice.bundle.artifact.rollout;

import org.jspecify.annotations.NullMarked;
