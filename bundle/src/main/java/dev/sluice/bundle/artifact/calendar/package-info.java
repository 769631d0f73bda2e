/// The calendar of everything that comes due.
@NullMarked
package dev.sluice.bundle.artifact.calendar;

import org.jspecify.annotations.NullMarked;
