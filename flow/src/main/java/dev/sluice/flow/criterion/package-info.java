/// What a criterion is: its definition, what it may look at, and the four questions it answers.
@NullMarked
package dev.sluice.flow.criterion;

import org.jspecify.annotations.NullMarked;
