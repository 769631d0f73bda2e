/// Whether the delivery is reviewed in a rhythm.
@NullMarked
package dev.sluice.flow.governance.reviewcadence;

import org.jspecify.annotations.NullMarked;
