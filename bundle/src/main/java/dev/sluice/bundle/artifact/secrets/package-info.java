/// Objects that bring secrets from their store, never a value.
@NullMarked
package dev.sluice.bundle.artifact.secrets;

import org.jspecify.annotations.NullMarked;
