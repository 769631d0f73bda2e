/// The records of delivery.yaml and their loader.
@NullMarked
package dev.sluice.flow.delivery;

import org.jspecify.annotations.NullMarked;
