/// Whether there is a runbook for what will happen.
@NullMarked
package dev.sluice.flow.operations.runbooks;

import org.jspecify.annotations.NullMarked;
