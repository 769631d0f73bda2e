/// What the place of a file in a repository says: which environment it belongs to, and whether it
/// is delivered at all.
@NullMarked
package dev.sluice.survey.place;

import org.jspecify.annotations.NullMarked;
