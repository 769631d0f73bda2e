/// How a release gets from one environment into the next.
@NullMarked
package dev.sluice.release.promotion;

import org.jspecify.annotations.NullMarked;
