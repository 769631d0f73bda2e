/// Whether the build gate exists, runs on every change, and blocks.
@NullMarked
package dev.sluice.flow.ci.buildgate;

import org.jspecify.annotations.NullMarked;
