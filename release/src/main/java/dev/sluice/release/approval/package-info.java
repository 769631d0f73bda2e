/// Who agreed to what, and whether that is enough.
@NullMarked
package dev.sluice.release.approval;

import org.jspecify.annotations.NullMarked;
