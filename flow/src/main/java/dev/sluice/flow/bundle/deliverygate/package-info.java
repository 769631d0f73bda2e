/// Whether what the bundle describes can be delivered.
@NullMarked
package dev.sluice.flow.bundle.deliverygate;

import org.jspecify.annotations.NullMarked;
