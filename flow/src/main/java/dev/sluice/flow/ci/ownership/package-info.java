/// Whether somebody looks after each gate and each pipeline file.
@NullMarked
package dev.sluice.flow.ci.ownership;

import org.jspecify.annotations.NullMarked;
