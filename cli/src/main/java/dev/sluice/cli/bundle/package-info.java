/// Writes the bundle of a delivery.
@NullMarked
package dev.sluice.cli.bundle;

import org.jspecify.annotations.NullMarked;
