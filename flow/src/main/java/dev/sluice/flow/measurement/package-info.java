/// Values that were measured, and the targets that they are held against.
@NullMarked
package dev.sluice.flow.measurement;

import org.jspecify.annotations.NullMarked;
