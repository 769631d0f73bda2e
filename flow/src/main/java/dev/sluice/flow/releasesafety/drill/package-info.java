/// Whether the rollback was exercised.
@NullMarked
package dev.sluice.flow.releasesafety.drill;

import org.jspecify.annotations.NullMarked;
