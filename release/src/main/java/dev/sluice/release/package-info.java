/// Releases, pure: what was observed goes in, what is to be done comes out.
@NullMarked
package dev.sluice.release;

import org.jspecify.annotations.NullMarked;
