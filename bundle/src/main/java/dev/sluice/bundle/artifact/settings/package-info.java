/// The settings of the code host as files, and the workflow that keeps them equal to what holds.
@NullMarked
package dev.sluice.bundle.artifact.settings;

import org.jspecify.annotations.NullMarked;
