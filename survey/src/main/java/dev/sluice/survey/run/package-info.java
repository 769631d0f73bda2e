/// Reads the records of what ran.
@NullMarked
package dev.sluice.survey.run;

import org.jspecify.annotations.NullMarked;
