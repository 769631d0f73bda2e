/// Whether the previous version still runs after a schema change.
@NullMarked
package dev.sluice.flow.releasesafety.schemacompatibility;

import org.jspecify.annotations.NullMarked;
