/// Whether the subjects of the ten sections are explicit.
@NullMarked
package dev.sluice.flow.bundle.completeness;

import org.jspecify.annotations.NullMarked;
