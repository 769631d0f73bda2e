/// Whether secrets are renewed.
@NullMarked
package dev.sluice.flow.secretsconfig.rotation;

import org.jspecify.annotations.NullMarked;
