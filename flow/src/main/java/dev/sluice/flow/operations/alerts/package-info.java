/// Whether everybody who is woken knows why and what to do.
@NullMarked
package dev.sluice.flow.operations.alerts;

import org.jspecify.annotations.NullMarked;
