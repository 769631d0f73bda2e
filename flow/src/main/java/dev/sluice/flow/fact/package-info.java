/// What was seen in a repository or a live system. Facts state, they never judge.
@NullMarked
package dev.sluice.flow.fact;

import org.jspecify.annotations.NullMarked;
