package dev.sluice.survey.shell;

import org.jspecify.annotations.Nullable;

/// A token of a script.
///
/// @param text the operator, or the word's text
/// @param word for a word
record Token(Kind kind, String text, int offset, @Nullable Word word) {
  enum Kind {
    WORD,
    /// `;`, `&&`, `|`, `(`, a line's end, …
    OPERATOR,
    /// `>`, `2>&1`, `<<`, …; the word that follows is its target.
    REDIRECT,
    END
  }

  boolean operator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean keyword(String keyword) {
    return word != null && word.is(keyword);
  }
}
