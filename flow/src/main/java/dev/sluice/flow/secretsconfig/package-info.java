/// Stage 6: secrets and configuration.
@NullMarked
package dev.sluice.flow.secretsconfig;

import org.jspecify.annotations.NullMarked;
