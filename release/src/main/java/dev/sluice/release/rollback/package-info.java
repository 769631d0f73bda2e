/// How a release is taken back, and how it is known that this helped.
@NullMarked
package dev.sluice.release.rollback;

import org.jspecify.annotations.NullMarked;
