/// Releases as processes on this machine: a supervisor that has them and outlives whoever steers
/// it.
@NullMarked
package dev.sluice.drivers.process;

import org.jspecify.annotations.NullMarked;
