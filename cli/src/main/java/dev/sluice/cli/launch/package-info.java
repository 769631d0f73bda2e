/// What the launcher runs after a build, so that starts are fast.
@NullMarked
package dev.sluice.cli.launch;

import org.jspecify.annotations.NullMarked;
