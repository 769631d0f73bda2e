/// What container image references in foreign files mean.
@NullMarked
package dev.sluice.survey.image;

import org.jspecify.annotations.NullMarked;
