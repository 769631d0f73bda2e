package dev.sluice.survey.hcl;

import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;

/// Reads quoted strings and heredocs with what is interpolated in them.
final class HclTemplates {
  private final Cursor cursor;
  private final HclExpressions expressions;

  HclTemplates(Cursor cursor, HclExpressions expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /// Reads a string in quotes.
  HclValue quoted() {
    Source source = cursor.source(cursor.at());
    cursor.skip(1);
    int start = cursor.at();
    Pieces pieces = new Pieces(source);
    while (cursor.peek() != '"') {
      if (cursor.atEnd() || cursor.peek() == '\n') {
        throw new HclException(source, "a string that does not end");
      }
      if (cursor.peek() == '\\') {
        pieces.add(escape());
      } else {
        piece(pieces);
      }
    }
    String text = cursor.since(start);
    cursor.skip(1);
    return pieces.value(text);
  }

  /// Reads `<<MARK` to the line that holds only the mark.
  HclValue heredoc() {
    Source source = cursor.source(cursor.at());
    cursor.skip(2);
    boolean indented = cursor.take("-");
    String mark = cursor.identifier();
    int start = cursor.lineEnd(cursor.at()) + 1;
    if (mark.isEmpty() || start > cursor.length()) {
      throw cursor.error("the mark of a heredoc");
    }
    int last = start;
    while (last < cursor.length()
        && !cursor.slice(last, cursor.lineEnd(last)).strip().equals(mark)) {
      last = cursor.lineEnd(last) + 1;
    }
    if (last >= cursor.length()) {
      throw new HclException(source, "a heredoc without its closing `" + mark + "`");
    }
    cursor.jump(start);
    Pieces pieces = new Pieces(source);
    while (cursor.at() < last) {
      piece(pieces);
    }
    String text = cursor.slice(start, last);
    cursor.jump(cursor.lineEnd(last));
    return pieces.value(indented ? text.stripIndent() : text);
  }

  /// Reads plain characters, or one interpolation or directive.
  private void piece(Pieces pieces) {
    char c = cursor.peek();
    boolean marked = (c == '$' || c == '%') && cursor.peek(1) == '{';
    if (marked) {
      interpolation(pieces, c == '%');
    } else if ((c == '$' || c == '%') && cursor.peek(1) == c && cursor.peek(2) == '{') {
      pieces.add(cursor.slice(cursor.at() + 1, cursor.at() + 3));
      cursor.skip(3);
    } else {
      int start = cursor.at();
      cursor.skip(1);
      cursor.plain();
      pieces.add(cursor.since(start));
    }
  }

  private void interpolation(Pieces pieces, boolean directive) {
    Source source = cursor.source(cursor.at());
    int start = cursor.at();
    cursor.skip(2);
    cursor.take("~");
    HclValue inner = directive ? directive(source) : expressions.read(true);
    cursor.blanks(true);
    cursor.take("~");
    if (!cursor.take("}")) {
      throw cursor.error("`}` of an interpolation");
    }
    pieces.add(
        directive ? new HclValue.Operation(source, cursor.since(start), List.of(inner)) : inner);
  }

  /// `if x`, `else`, `endif`, `for x in y`, `endfor`.
  private HclValue directive(Source source) {
    cursor.blanks(true);
    String word = cursor.identifier();
    if (word.equals("if")) {
      return expressions.read(true);
    }
    if (word.equals("for")) {
      do {
        cursor.blanks(true);
        cursor.identifier();
        cursor.blanks(true);
      } while (cursor.take(","));
      cursor.take("in");
      return expressions.read(true);
    }
    return new HclValue.Literal(source, word, false);
  }

  private String escape() {
    char escaped = cursor.peek(1);
    cursor.skip(2);
    return switch (escaped) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'u' -> unicode(4);
      case 'U' -> unicode(8);
      default -> String.valueOf(escaped);
    };
  }

  private String unicode(int digits) {
    int point = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(cursor.peek(i), 16);
      if (digit < 0) {
        throw cursor.error(digits + " hexadecimal digits");
      }
      point = point * 16 + digit;
    }
    cursor.skip(digits);
    return Character.isValidCodePoint(point) ? Character.toString(point) : "\uFFFD";
  }

  /// What a template is made of.
  private static final class Pieces {
    private final Source source;
    private final StringBuilder literal = new StringBuilder();
    private final List<HclValue> parts = new ArrayList<>();
    private boolean interpolated;

    Pieces(Source source) {
      this.source = source;
    }

    void add(String text) {
      literal.append(text);
    }

    void add(HclValue expression) {
      flush();
      parts.add(expression);
      interpolated = true;
    }

    /// The string itself when nothing is interpolated; the expression itself when it is all there
    /// is.
    HclValue value(String written) {
      if (!interpolated) {
        return new HclValue.Literal(source, literal.toString(), true);
      }
      flush();
      return parts.size() == 1 ? parts.getFirst() : new HclValue.Template(source, written, parts);
    }

    private void flush() {
      if (!literal.isEmpty()) {
        parts.add(new HclValue.Literal(source, literal.toString(), true));
        literal.setLength(0);
      }
    }
  }
}
