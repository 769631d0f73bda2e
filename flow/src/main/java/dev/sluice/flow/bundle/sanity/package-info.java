/// Whether what the bundle describes holds together.
@NullMarked
package dev.sluice.flow.bundle.sanity;

import org.jspecify.annotations.NullMarked;
