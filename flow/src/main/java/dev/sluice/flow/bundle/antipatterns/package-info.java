/// Whether the bundle is free of the patterns that are refused.
@NullMarked
package dev.sluice.flow.bundle.antipatterns;

import org.jspecify.annotations.NullMarked;
