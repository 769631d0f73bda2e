/// Reads the objects of Flagger.
@NullMarked
package dev.sluice.survey.flagger;

import org.jspecify.annotations.NullMarked;
