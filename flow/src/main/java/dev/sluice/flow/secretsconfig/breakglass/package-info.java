/// Whether emergency access is bounded, told and undone.
@NullMarked
package dev.sluice.flow.secretsconfig.breakglass;

import org.jspecify.annotations.NullMarked;
