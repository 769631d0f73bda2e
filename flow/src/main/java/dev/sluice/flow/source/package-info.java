/// Where something was read, and what was wrong there.
@NullMarked
package dev.sluice.flow.source;

import org.jspecify.annotations.NullMarked;
