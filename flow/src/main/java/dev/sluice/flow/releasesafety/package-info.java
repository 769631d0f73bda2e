/// Stage 7: what happens when a release is bad.
@NullMarked
package dev.sluice.flow.releasesafety;

import org.jspecify.annotations.NullMarked;
