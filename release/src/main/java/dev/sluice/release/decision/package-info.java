/// Why something was done: the decision and its inputs.
@NullMarked
package dev.sluice.release.decision;

import org.jspecify.annotations.NullMarked;
