/// Whether the platform gets better on purpose.
@NullMarked
package dev.sluice.flow.operations.improvement;

import org.jspecify.annotations.NullMarked;
