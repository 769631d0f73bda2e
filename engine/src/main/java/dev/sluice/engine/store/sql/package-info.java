/// The store in a SQL database.
@NullMarked
package dev.sluice.engine.store.sql;

import org.jspecify.annotations.NullMarked;
