/// Judges a repository and says what opens each gate.
@NullMarked
package dev.sluice.cli.check;

import org.jspecify.annotations.NullMarked;
