/// Whether configuration is checked before a rollout.
@NullMarked
package dev.sluice.flow.secretsconfig.validation;

import org.jspecify.annotations.NullMarked;
