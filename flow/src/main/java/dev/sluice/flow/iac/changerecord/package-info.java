/// `iac.change-record`.
@NullMarked
package dev.sluice.flow.iac.changerecord;

import org.jspecify.annotations.NullMarked;
