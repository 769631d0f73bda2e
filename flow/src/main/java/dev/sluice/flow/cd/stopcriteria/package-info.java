/// Whether what stops a rollout can be measured.
@NullMarked
package dev.sluice.flow.cd.stopcriteria;

import org.jspecify.annotations.NullMarked;
