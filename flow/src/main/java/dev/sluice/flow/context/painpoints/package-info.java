/// Whether each pain point says what it hurts.
@NullMarked
package dev.sluice.flow.context.painpoints;

import org.jspecify.annotations.NullMarked;
