/// What the decision tables and the profile look at: declared, or inferred from facts.
@NullMarked
package dev.sluice.flow.signal;

import org.jspecify.annotations.NullMarked;
