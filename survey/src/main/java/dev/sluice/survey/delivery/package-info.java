/// Finds the deliveries of a repository, and which facts belong to each.
@NullMarked
package dev.sluice.survey.delivery;

import org.jspecify.annotations.NullMarked;
