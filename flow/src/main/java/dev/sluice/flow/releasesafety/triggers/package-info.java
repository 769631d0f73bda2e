/// Whether something measurable starts a rollback.
@NullMarked
package dev.sluice.flow.releasesafety.triggers;

import org.jspecify.annotations.NullMarked;
