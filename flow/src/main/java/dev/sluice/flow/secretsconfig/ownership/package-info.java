/// Whether every secret has an owner.
@NullMarked
package dev.sluice.flow.secretsconfig.ownership;

import org.jspecify.annotations.NullMarked;
