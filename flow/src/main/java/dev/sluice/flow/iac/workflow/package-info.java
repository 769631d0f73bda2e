/// `iac.workflow`.
@NullMarked
package dev.sluice.flow.iac.workflow;

import org.jspecify.annotations.NullMarked;
