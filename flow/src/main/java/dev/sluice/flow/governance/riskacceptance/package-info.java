/// Whether each accepted risk has owner, reason and end.
@NullMarked
package dev.sluice.flow.governance.riskacceptance;

import org.jspecify.annotations.NullMarked;
