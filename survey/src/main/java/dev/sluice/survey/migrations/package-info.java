/// Schema migrations in SQL, and what in them destroys.
@NullMarked
package dev.sluice.survey.migrations;

import org.jspecify.annotations.NullMarked;
