/// Stage 1: what is delivered, under which constraints, to what end.
@NullMarked
package dev.sluice.flow.context;

import org.jspecify.annotations.NullMarked;
