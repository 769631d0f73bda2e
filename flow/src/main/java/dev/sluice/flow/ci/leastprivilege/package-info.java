/// Whether a pipeline may do only what it has to, and runs no code of strangers with its rights.
/// One audit a file.
@NullMarked
package dev.sluice.flow.ci.leastprivilege;

import org.jspecify.annotations.NullMarked;
