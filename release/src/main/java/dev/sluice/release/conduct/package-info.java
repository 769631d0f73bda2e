/// Whole runs: a machine together with its judges, the same for whoever carries them out, replays
/// or simulates them.
@NullMarked
package dev.sluice.release.conduct;

import org.jspecify.annotations.NullMarked;
