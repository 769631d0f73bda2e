/// The expressions of a pipeline's conditions, and what can be told of them without running
/// anything.
@NullMarked
package dev.sluice.flow.pipeline.expression;

import org.jspecify.annotations.NullMarked;
