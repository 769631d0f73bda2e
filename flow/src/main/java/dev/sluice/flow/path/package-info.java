/// Patterns over paths, as code owners and pipeline triggers write them.
@NullMarked
package dev.sluice.flow.path;

import org.jspecify.annotations.NullMarked;
