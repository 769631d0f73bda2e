/// Pipelines as one graph across files: what runs when, what waits for what, and which ways lead
/// round a gate.
@NullMarked
package dev.sluice.flow.pipeline;

import org.jspecify.annotations.NullMarked;
