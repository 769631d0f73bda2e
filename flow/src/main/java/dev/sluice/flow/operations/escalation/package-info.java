/// Whether it is clear who is called next.
@NullMarked
package dev.sluice.flow.operations.escalation;

import org.jspecify.annotations.NullMarked;
