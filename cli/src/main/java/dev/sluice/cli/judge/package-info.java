/// `sluice judge`: what the judge would have done on recorded traffic.
@NullMarked
package dev.sluice.cli.judge;

import org.jspecify.annotations.NullMarked;
