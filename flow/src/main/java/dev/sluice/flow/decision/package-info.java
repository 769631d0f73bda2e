/// The decision tables: rows as data, matched on signals, their choices combined.
@NullMarked
package dev.sluice.flow.decision;

import org.jspecify.annotations.NullMarked;
