/// Stage 8: the platform in daily life.
@NullMarked
package dev.sluice.flow.operations;

import org.jspecify.annotations.NullMarked;
