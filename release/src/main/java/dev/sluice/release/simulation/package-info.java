/// Whole rollouts on a clock of their own: a target and a source that are only numbers, and a loop
/// that carries runs through them. The same seed gives the same rollout.
@NullMarked
package dev.sluice.release.simulation;

import org.jspecify.annotations.NullMarked;
