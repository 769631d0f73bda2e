/// What touches the world: targets that take traffic, and sources that count it.
@NullMarked
package dev.sluice.drivers;

import org.jspecify.annotations.NullMarked;
