/// The unit that is promoted and rolled back: the release.
@NullMarked
package dev.sluice.release.unit;

import org.jspecify.annotations.NullMarked;
