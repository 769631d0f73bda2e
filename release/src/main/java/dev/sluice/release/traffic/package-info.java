/// Simulated traffic of a rollout, from a seed: for the simulator, the benchmark and the tests.
@NullMarked
package dev.sluice.release.traffic;

import org.jspecify.annotations.NullMarked;
