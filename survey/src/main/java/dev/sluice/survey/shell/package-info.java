/// Takes shell scripts apart: which commands they run, where each stands, and what throws its
/// failure away.
@NullMarked
package dev.sluice.survey.shell;

import org.jspecify.annotations.NullMarked;
