/// From what a delivery declares to runs that can begin.
@NullMarked
package dev.sluice.engine.plan;

import org.jspecify.annotations.NullMarked;
