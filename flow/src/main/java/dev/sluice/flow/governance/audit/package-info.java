/// Whether decisions are kept where nobody alters them unseen.
@NullMarked
package dev.sluice.flow.governance.audit;

import org.jspecify.annotations.NullMarked;
