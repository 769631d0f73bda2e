/// `sluice simulate`: what would become of good and bad releases, with the delivery's own strategy.
@NullMarked
package dev.sluice.cli.simulate;

import org.jspecify.annotations.NullMarked;
