/// Templates that charts lack.
@NullMarked
package dev.sluice.bundle.artifact.helm;

import org.jspecify.annotations.NullMarked;
