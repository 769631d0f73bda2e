package dev.sluice.survey.image;

import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts values in place of `$NAME`, `${NAME}`, `${NAME:-default}` and their kin, and keeps where
/// each part of the result was written.
///
/// Source: parameter expansion as Compose and Dockerfiles have it.
public final class Variables {
  private static final int MAX_DEPTH = 10;
  private static final int MAX_LENGTH = 4096;

  private final Function<String, Optional<Text>> values;
  private final boolean doubledDollar;

  /// @param doubledDollar whether `$$` stands for `$`
  public Variables(Function<String, Optional<Text>> values, boolean doubledDollar) {
    this.values = values;
    this.doubledDollar = doubledDollar;
  }

  /// Text with values in place of its variables.
  ///
  /// @param parts pieces of the result, each with the place where it was written
  /// @param unresolved the first variable without a value, or null
  public record Expanded(List<Text> parts, @Nullable String unresolved) {
    public Expanded {
      parts = List.copyOf(parts);
    }

    /// The result as one string; a variable without a value stays as it was written.
    public String value() {
      StringBuilder value = new StringBuilder();
      parts.forEach(part -> value.append(part.value()));
      return value.toString();
    }

    /// The piece that holds a character of the result.
    public Text partAt(int index) {
      int end = 0;
      for (Text part : parts) {
        end += part.value().length();
        if (index < end) {
          return part;
        }
      }
      return parts.getLast();
    }
  }

  /// Expands a text; one that is longer than any reference stays as it is.
  public Expanded expand(Text text) {
    if (text.value().length() > MAX_LENGTH) {
      return new Expanded(List.of(text), "a text of " + text.value().length() + " characters");
    }
    Run run = new Run();
    run.expand(text, 0);
    if (run.parts.isEmpty()) {
      run.parts.add(text);
    }
    return new Expanded(run.parts, run.unresolved);
  }

  /// One expansion.
  private final class Run {
    private final List<Text> parts = new ArrayList<>();
    private @Nullable String unresolved;

    void expand(Text text, int depth) {
      String s = text.value();
      int literal = 0;
      int i = s.indexOf('$');
      while (i >= 0 && i + 1 < s.length()) {
        int end = end(s, i);
        if (end > i + 1) {
          add(text, s.substring(literal, i));
          variable(text, s.substring(i, end), depth);
          literal = end;
        } else if (doubledDollar && s.charAt(i + 1) == '$') {
          add(text, s.substring(literal, i + 1));
          end = i + 2;
          literal = end;
        }
        i = s.indexOf('$', Math.max(end, i + 1));
      }
      add(text, s.substring(literal));
    }

    private void variable(Text text, String written, int depth) {
      boolean braces = written.charAt(1) == '{';
      String body = braces ? written.substring(2, written.length() - 1) : written.substring(1);
      String name = body.substring(0, nameEnd(body, 0));
      String operator = body.substring(name.length());
      Optional<Text> value = values.apply(name);
      boolean set =
          value.isPresent() && !(operator.startsWith(":") && value.get().value().isEmpty());
      String bare = operator.startsWith(":") ? operator.substring(1) : operator;
      String word = bare.isEmpty() ? "" : bare.substring(1);
      switch (bare.isEmpty() ? ' ' : bare.charAt(0)) {
        case '-' -> or(set ? value : Optional.empty(), new Text(text.source(), word), depth);
        case '+' -> {
          if (set) {
            or(Optional.empty(), new Text(text.source(), word), depth);
          }
        }
        case ' ', '?' -> {
          if (set) {
            parts.add(value.orElseThrow());
          } else {
            unresolved(text, written, name);
          }
        }
        default -> unresolved(text, written, name);
      }
    }

    private void or(Optional<Text> value, Text fallback, int depth) {
      if (value.isPresent()) {
        parts.add(value.get());
      } else if (depth < MAX_DEPTH) {
        expand(fallback, depth + 1);
      }
    }

    private void unresolved(Text text, String written, String name) {
      unresolved = unresolved == null ? name : unresolved;
      parts.add(new Text(text.source(), written));
    }

    private void add(Text text, String piece) {
      if (!piece.isEmpty()) {
        parts.add(new Text(text.source(), piece));
      }
    }
  }

  /// Where the variable that begins at a dollar sign ends; the dollar's own place when none does.
  private static int end(String s, int dollar) {
    if (s.charAt(dollar + 1) != '{') {
      int end = nameEnd(s, dollar + 1);
      return end == dollar + 1 ? dollar : end;
    }
    if (nameEnd(s, dollar + 2) == dollar + 2) {
      return dollar;
    }
    int depth = 0;
    for (int i = dollar + 1; i < s.length(); i++) {
      if (s.charAt(i) == '{') {
        depth++;
      } else if (s.charAt(i) == '}' && --depth == 0) {
        return i + 1;
      }
    }
    return dollar;
  }

  private static int nameEnd(String s, int from) {
    int i = from;
    while (i < s.length()
        && (Character.isLetter(s.charAt(i))
            || s.charAt(i) == '_'
            || (i > from && Character.isDigit(s.charAt(i))))) {
      i++;
    }
    return i;
  }
}
