/// Whether it is clear who is told in an incident.
@NullMarked
package dev.sluice.flow.operations.communication;

import org.jspecify.annotations.NullMarked;
