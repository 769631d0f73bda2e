/// Shows what was read.
@NullMarked
package dev.sluice.cli.facts;

import org.jspecify.annotations.NullMarked;
