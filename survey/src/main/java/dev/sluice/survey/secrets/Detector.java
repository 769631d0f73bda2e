package dev.sluice.survey.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recognises one kind of secret by a fixed word in or near it, and then looks closely.
interface Detector {
  /// The words to be looked for; none inside another detector's.
  List<String> words();

  /// Looks at one place.
  ///
  /// @param start index of the word's first byte
  /// @param end index behind its last byte
  @Nullable Finding look(Content content, int start, int end);
}
