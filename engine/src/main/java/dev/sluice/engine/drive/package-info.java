/// The loop that carries runs out: it looks, lets the machines decide, keeps what they decided, and
/// then does it.
@NullMarked
package dev.sluice.engine.drive;

import org.jspecify.annotations.NullMarked;
