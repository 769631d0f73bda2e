/// The records of the machines as JSON.
@NullMarked
package dev.sluice.engine.codec;

import org.jspecify.annotations.NullMarked;
