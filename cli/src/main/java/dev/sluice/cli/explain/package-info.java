/// Says what a criterion asks, why, and how each level is reached.
@NullMarked
package dev.sluice.cli.explain;

import org.jspecify.annotations.NullMarked;
