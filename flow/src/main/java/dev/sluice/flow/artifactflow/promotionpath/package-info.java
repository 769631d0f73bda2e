/// Whether there is one way into production, with checks at every hop.
@NullMarked
package dev.sluice.flow.artifactflow.promotionpath;

import org.jspecify.annotations.NullMarked;
