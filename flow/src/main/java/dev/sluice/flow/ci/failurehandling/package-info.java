/// What happens when a gate fails, and to whom it is told.
@NullMarked
package dev.sluice.flow.ci.failurehandling;

import org.jspecify.annotations.NullMarked;
