/// Whether configuration can go back.
@NullMarked
package dev.sluice.flow.secretsconfig.rollback;

import org.jspecify.annotations.NullMarked;
