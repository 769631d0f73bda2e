/// Whether secrets can be read only by those who need them.
@NullMarked
package dev.sluice.flow.secretsconfig.access;

import org.jspecify.annotations.NullMarked;
