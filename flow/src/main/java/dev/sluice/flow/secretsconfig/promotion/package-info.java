/// Whether configuration is versioned and promoted like the artifact.
@NullMarked
package dev.sluice.flow.secretsconfig.promotion;

import org.jspecify.annotations.NullMarked;
