/// Reads Helm charts and the values that name their images.
@NullMarked
package dev.sluice.survey.helm;

import org.jspecify.annotations.NullMarked;
