/// The judge: says, while a canary runs, whether it is worse than the stable version.
///
/// `docs/judge.md` has the method, its sources, its limits and what it reached.
@NullMarked
package dev.sluice.release.judge;

import org.jspecify.annotations.NullMarked;
