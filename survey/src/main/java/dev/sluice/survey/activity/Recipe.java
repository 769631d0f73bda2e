package dev.sluice.survey.activity;

import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Script;
import org.jspecify.annotations.Nullable;

/// A script that a command of another script runs.
///
/// @param script the script
/// @param ignored what throws its failure away where it is kept, as a `-` before a line of a
///   Makefile; or null
/// @param remote whether another machine runs it
record Recipe(Script script, @Nullable Text ignored, boolean remote) {
  Recipe(Script script) {
    this(script, null, false);
  }
}
