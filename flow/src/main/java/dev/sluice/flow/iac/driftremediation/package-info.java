/// `iac.drift-remediation`.
@NullMarked
package dev.sluice.flow.iac.driftremediation;

import org.jspecify.annotations.NullMarked;
