/// Stage 10: what the criteria share that judge a bundle.
@NullMarked
package dev.sluice.flow.bundle;

import org.jspecify.annotations.NullMarked;
