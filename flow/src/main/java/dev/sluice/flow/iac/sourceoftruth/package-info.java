/// `iac.source-of-truth`.
@NullMarked
package dev.sluice.flow.iac.sourceoftruth;

import org.jspecify.annotations.NullMarked;
