/// Whether a rollback is checked to have helped.
@NullMarked
package dev.sluice.flow.releasesafety.recoveryvalidation;

import org.jspecify.annotations.NullMarked;
