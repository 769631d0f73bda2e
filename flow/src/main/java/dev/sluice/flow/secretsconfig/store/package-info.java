/// Whether secrets come from a store, and stand nowhere else.
@NullMarked
package dev.sluice.flow.secretsconfig.store;

import org.jspecify.annotations.NullMarked;
