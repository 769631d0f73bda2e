/// Entries for a software catalog.
@NullMarked
package dev.sluice.bundle.artifact.catalog;

import org.jspecify.annotations.NullMarked;
