/// `iac.drift-detection`.
@NullMarked
package dev.sluice.flow.iac.driftdetection;

import org.jspecify.annotations.NullMarked;
