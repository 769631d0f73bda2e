/// What the four gates of a pipeline have in common: whether one exists, fails when it should, and
/// holds releases back.
@NullMarked
package dev.sluice.flow.ci.gate;

import org.jspecify.annotations.NullMarked;
