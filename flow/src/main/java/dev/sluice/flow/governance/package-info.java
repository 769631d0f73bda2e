/// Stage 9: who decides, and where that is kept.
@NullMarked
package dev.sluice.flow.governance;

import org.jspecify.annotations.NullMarked;
