/// What git knows: the repository, its version tags, and how often it changes.
@NullMarked
package dev.sluice.survey.git;

import org.jspecify.annotations.NullMarked;
