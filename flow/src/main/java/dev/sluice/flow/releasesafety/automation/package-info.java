/// Whether a machine acts on each trigger.
@NullMarked
package dev.sluice.flow.releasesafety.automation;

import org.jspecify.annotations.NullMarked;
