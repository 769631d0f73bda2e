/// Whether versions run with each other's configuration.
@NullMarked
package dev.sluice.flow.releasesafety.configcompatibility;

import org.jspecify.annotations.NullMarked;
