/// The ports through which a rollout meets the world: what takes traffic, and what counts it.
@NullMarked
package dev.sluice.release.port;

import org.jspecify.annotations.NullMarked;
