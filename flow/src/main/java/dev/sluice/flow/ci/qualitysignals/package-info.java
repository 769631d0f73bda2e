/// Whether the pipeline itself is measured.
@NullMarked
package dev.sluice.flow.ci.qualitysignals;

import org.jspecify.annotations.NullMarked;
