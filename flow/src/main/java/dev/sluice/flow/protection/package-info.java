/// Which protections of branches and environments hold at the code host.
@NullMarked
package dev.sluice.flow.protection;

import org.jspecify.annotations.NullMarked;
