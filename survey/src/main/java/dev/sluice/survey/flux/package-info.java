/// Reads the objects of Flux.
@NullMarked
package dev.sluice.survey.flux;

import org.jspecify.annotations.NullMarked;
