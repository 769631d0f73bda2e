package dev.sluice.survey.shell;

import org.jspecify.annotations.Nullable;

/// What surrounds a command while a script is walked.
///
/// @param ignored what throws its failure away whatever its place
/// @param lenient why a failure does not end the script here (`set +e`, a condition), so that only
///   the last command's status counts
/// @param guard the condition around it
/// @param last whether its status becomes the script's
/// @param depth of calls and substitutions
record Situation(
    @Nullable Span ignored, @Nullable Span lenient, @Nullable Span guard, boolean last, int depth) {
  /// A stretch of the script that explains something. A negative start stands for how the script is
  /// started.
  record Span(int start, String text) {}

  Situation ignoredBy(@Nullable Span why) {
    return new Situation(ignored == null ? why : ignored, lenient, guard, last, depth);
  }

  /// Its status is looked at, so that it doesn't end the script, nor is it lost.
  Situation tested(@Nullable Span why) {
    return new Situation(ignored, why, guard, true, depth);
  }

  Situation lenientBy(@Nullable Span why) {
    return new Situation(ignored, why, guard, last, depth);
  }

  Situation guardedBy(@Nullable Span condition) {
    return new Situation(ignored, lenient, condition == null ? guard : condition, last, depth);
  }

  Situation last(boolean isLast) {
    return new Situation(ignored, lenient, guard, isLast, depth);
  }

  Situation deeper() {
    return new Situation(ignored, lenient, guard, last, depth + 1);
  }
}
