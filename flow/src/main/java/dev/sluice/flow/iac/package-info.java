/// Stage 5: infrastructure as code and policy governance.
@NullMarked
package dev.sluice.flow.iac;

import org.jspecify.annotations.NullMarked;
