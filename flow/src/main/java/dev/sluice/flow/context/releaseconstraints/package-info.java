/// Whether it is said what limits a release.
@NullMarked
package dev.sluice.flow.context.releaseconstraints;

import org.jspecify.annotations.NullMarked;
