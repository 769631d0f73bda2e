/// `sluice decide`.
@NullMarked
package dev.sluice.cli.decide;

import org.jspecify.annotations.NullMarked;
