/// Whether the same commit builds the same thing tomorrow.
@NullMarked
package dev.sluice.flow.ci.reproduciblebuild;

import org.jspecify.annotations.NullMarked;
