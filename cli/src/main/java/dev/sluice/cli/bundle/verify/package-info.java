/// Says whether a bundle is still what was sealed.
@NullMarked
package dev.sluice.cli.bundle.verify;

import org.jspecify.annotations.NullMarked;
