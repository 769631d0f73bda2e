/// Keys that users name on the command line.
@NullMarked
package dev.sluice.cli.bundle.key;

import org.jspecify.annotations.NullMarked;
