/// The engine: turns answers into levels, verdicts and gates. Nothing else does.
@NullMarked
package dev.sluice.flow.gate;

import org.jspecify.annotations.NullMarked;
