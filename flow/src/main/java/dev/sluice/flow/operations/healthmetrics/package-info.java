/// Whether the health of the delivery platform is measured.
@NullMarked
package dev.sluice.flow.operations.healthmetrics;

import org.jspecify.annotations.NullMarked;
