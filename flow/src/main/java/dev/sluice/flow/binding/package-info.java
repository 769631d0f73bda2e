/// Binds YAML to records, and says everything that does not fit.
@NullMarked
package dev.sluice.flow.binding;

import org.jspecify.annotations.NullMarked;
