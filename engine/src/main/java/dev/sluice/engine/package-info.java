/// Carries out rollouts, rollbacks and promotions, and survives whatever happens to it.
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
