package dev.sluice.survey.shell;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A word of a command.
///
/// @param text without quotes; variables, substitutions and `${{ … }}` stay as written
/// @param offset where it begins in the script
/// @param plain whether it was written without any quote, so that it can be a keyword
/// @param substitutions the scripts of `$(…)` and backticks inside it
public record Word(String text, int offset, boolean plain, List<Part> substitutions) {
  public Word {
    requireNonNull(text, "text");
    substitutions = List.copyOf(substitutions);
  }

  /// A stretch of the script.
  ///
  /// @param start offset of its first character
  /// @param end offset after its last
  public record Part(int start, int end) {}

  /// Whether the word is this one, written without quotes.
  public boolean is(String keyword) {
    return plain && text.equals(keyword);
  }

  @Override
  public String toString() {
    return text;
  }
}
