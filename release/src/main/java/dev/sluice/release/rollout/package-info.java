/// How a release gets its traffic: plans, and the machine that carries them out.
@NullMarked
package dev.sluice.release.rollout;

import org.jspecify.annotations.NullMarked;
