/// Whether goals can be measured, and are.
@NullMarked
package dev.sluice.flow.context.goals;

import org.jspecify.annotations.NullMarked;
