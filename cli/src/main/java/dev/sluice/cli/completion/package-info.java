/// Completion scripts for shells.
@NullMarked
package dev.sluice.cli.completion;

import org.jspecify.annotations.NullMarked;
