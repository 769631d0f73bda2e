/// Reads `delivery.yaml`, and checks what its parts say about each other.
@NullMarked
package dev.sluice.flow.loading;

import org.jspecify.annotations.NullMarked;
