/// What outlives the process: runs, what goes into them and comes out, releases, holds and history.
@NullMarked
package dev.sluice.engine.store;

import org.jspecify.annotations.NullMarked;
