/// Reads Docker Compose files with the `.env` that feeds them.
@NullMarked
package dev.sluice.survey.compose;

import org.jspecify.annotations.NullMarked;
