/// The ten stages, pure: a delivery and facts go in, an assessment comes out.
@NullMarked
package dev.sluice.flow;

import org.jspecify.annotations.NullMarked;
