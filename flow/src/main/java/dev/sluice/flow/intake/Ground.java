package dev.sluice.flow.intake;

import dev.sluice.flow.source.Source;
import java.util.List;

/// What a drafted value stands on.
sealed interface Ground {
  /// It stands there in the repository.
  record Found(Source source) implements Ground {}

  /// Somebody answered a question.
  record Answered(String question) implements Ground {}

  /// Nobody said so.
  ///
  /// @param criteria ids of the criteria that rest on it
  record Assumed(List<String> criteria) implements Ground {
    public Assumed {
      criteria = List.copyOf(criteria);
    }
  }

  /// The words of the comment beside the value.
  default String words() {
    return switch (this) {
      case Found(Source source) -> "found in " + place(source);
      case Answered(String question) -> "answered: " + question;
      case Assumed assumed -> "assumed";
    };
  }

  private static String place(Source source) {
    String tags = ".git/refs/tags/";
    return source.file().equals(".")
        ? "the repository itself"
        : source.file().startsWith(tags)
            ? "tag " + source.file().substring(tags.length())
            : source.file() + ":" + source.line();
  }
}
