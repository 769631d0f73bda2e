/// `iac.policy-checks`.
@NullMarked
package dev.sluice.flow.iac.policychecks;

import org.jspecify.annotations.NullMarked;
