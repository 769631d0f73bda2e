package dev.sluice.survey.hcl;

import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads expressions. Operators are recognised, their precedence is not needed.
final class HclExpressions {
  private static final int MAX_DEPTH = 200;
  private static final List<String> OPERATORS =
      List.of("==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%");
  private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
  private final Cursor cursor;
  private final HclTemplates templates;
  private int depth;

  HclExpressions(Cursor cursor) {
    this.cursor = cursor;
    this.templates = new HclTemplates(cursor, this);
  }

  /// Reads one expression.
  ///
  /// @param lineBreaks whether it may go on in the next line, as inside brackets
  HclValue read(boolean lineBreaks) {
    if (++depth > MAX_DEPTH) {
      throw new HclException(cursor.source(cursor.at()), "nested too deeply");
    }
    cursor.blanks(lineBreaks);
    int start = cursor.at();
    Source source = cursor.source(start);
    HclValue first = term(lineBreaks);
    List<HclValue> parts = new ArrayList<>(List.of(first));
    int end = cursor.at();
    while (more(parts, lineBreaks)) {
      end = cursor.at();
    }
    cursor.jump(end);
    depth--;
    return parts.size() == 1 ? first : new HclValue.Operation(source, cursor.since(start), parts);
  }

  /// A string that serves as a name or a label; interpolations in it stay as written.
  String plainString() {
    return switch (templates.quoted()) {
      case HclValue.Literal literal -> literal.text();
      case HclValue.Template template -> template.text();
      case HclValue other -> "?";
    };
  }

  /// Reads an operator and its right side, if one follows.
  private boolean more(List<HclValue> parts, boolean lineBreaks) {
    cursor.blanks(lineBreaks);
    if (cursor.looksAt("=>")) {
      return false;
    }
    if (cursor.take("?")) {
      parts.add(read(lineBreaks));
      cursor.blanks(lineBreaks);
      if (!cursor.take(":")) {
        throw cursor.error("`:` of a condition");
      }
      parts.add(read(lineBreaks));
      return true;
    }
    for (String operator : OPERATORS) {
      if (cursor.take(operator)) {
        cursor.blanks(lineBreaks);
        parts.add(term(lineBreaks));
        return true;
      }
    }
    return false;
  }

  private HclValue term(boolean lineBreaks) {
    int start = cursor.at();
    Source source = cursor.source(start);
    if (cursor.peek() == '!' || cursor.peek() == '-') {
      cursor.skip(1);
      cursor.blanks(lineBreaks);
      if (++depth > MAX_DEPTH) {
        throw new HclException(source, "nested too deeply");
      }
      HclValue operand = term(lineBreaks);
      depth--;
      return operand instanceof HclValue.Literal literal && !literal.quoted()
          ? new HclValue.Literal(source, cursor.since(start), false)
          : new HclValue.Operation(source, cursor.since(start), List.of(operand));
    }
    return postfix(primary(source), start, source, lineBreaks);
  }

  private HclValue primary(Source source) {
    char c = cursor.peek();
    if (c == '"') {
      return templates.quoted();
    }
    if (cursor.looksAt("<<")) {
      return templates.heredoc();
    }
    if (c >= '0' && c <= '9') {
      return number(source);
    }
    return switch (c) {
      case '[' -> tuple(source);
      case '{' -> mapping(source);
      case '(' -> parentheses();
      default -> name(source);
    };
  }

  private HclValue number(Source source) {
    int start = cursor.at();
    while (Character.isLetterOrDigit(cursor.peek())
        || (cursor.peek() == '.' && Character.isDigit(cursor.peek(1)))) {
      cursor.skip(1);
    }
    return new HclValue.Literal(source, cursor.since(start), false);
  }

  private HclValue name(Source source) {
    int start = cursor.at();
    String name = cursor.identifier();
    if (name.isEmpty()) {
      throw cursor.error("a value");
    }
    while (cursor.looksAt("::")) {
      cursor.skip(2);
      cursor.identifier();
    }
    String whole = cursor.since(start);
    if (cursor.peek() == '(') {
      cursor.skip(1);
      return new HclValue.Call(source, whole, items(')'));
    }
    return CONSTANTS.contains(whole)
        ? new HclValue.Literal(source, whole, false)
        : new HclValue.Reference(source, whole);
  }

  private HclValue parentheses() {
    cursor.skip(1);
    HclValue inner = read(true);
    close(')');
    return inner;
  }

  private HclValue tuple(Source source) {
    int start = cursor.at();
    cursor.skip(1);
    if (isFor()) {
      return comprehension(source, start, ']');
    }
    return new HclValue.Tuple(source, items(']'));
  }

  private List<HclValue> items(char close) {
    List<HclValue> items = new ArrayList<>();
    for (cursor.blanks(true); cursor.peek() != close; cursor.blanks(true)) {
      items.add(read(true));
      cursor.blanks(true);
      cursor.take("...");
      cursor.blanks(true);
      if (!cursor.take(",") && cursor.peek() != close) {
        throw cursor.error("`,` or `" + close + "`");
      }
    }
    cursor.skip(1);
    return items;
  }

  private HclValue mapping(Source source) {
    int start = cursor.at();
    cursor.skip(1);
    if (isFor()) {
      return comprehension(source, start, '}');
    }
    List<HclAttribute> entries = new ArrayList<>();
    for (cursor.blanks(true); cursor.peek() != '}'; cursor.blanks(true)) {
      Source at = cursor.source(cursor.at());
      int key = cursor.at();
      HclValue name = read(false);
      String written =
          name instanceof HclValue.Literal literal ? literal.text() : cursor.since(key);
      cursor.blanks(true);
      if (!cursor.take("=") && !cursor.take(":")) {
        throw cursor.error("`=` after a key");
      }
      entries.add(new HclAttribute(at, written, read(false)));
      cursor.blanks(false);
      if (!cursor.take(",") && cursor.peek() != '\n' && cursor.peek() != '}') {
        throw cursor.error("`,`, a new line or `}`");
      }
    }
    cursor.skip(1);
    return new HclValue.Mapping(source, entries);
  }

  private boolean isFor() {
    int start = cursor.at();
    cursor.blanks(true);
    boolean found = cursor.identifier().equals("for") && !cursor.looksAt("=");
    if (found) {
      cursor.blanks(false);
      found = cursor.peek() != '=' && cursor.peek() != ':';
    }
    if (!found) {
      cursor.jump(start);
    }
    return found;
  }

  private HclValue comprehension(Source source, int start, char close) {
    List<HclValue> parts = new ArrayList<>();
    do {
      cursor.blanks(true);
      cursor.identifier();
      cursor.blanks(true);
    } while (cursor.take(","));
    if (!cursor.identifier().equals("in")) {
      throw cursor.error("`in`");
    }
    parts.add(read(true));
    close(':');
    parts.add(read(true));
    cursor.blanks(true);
    if (cursor.take("=>")) {
      parts.add(read(true));
      cursor.blanks(true);
    }
    cursor.take("...");
    cursor.blanks(true);
    if (cursor.peek() != close) {
      if (!cursor.identifier().equals("if")) {
        throw cursor.error("`if` or `" + close + "`");
      }
      parts.add(read(true));
    }
    close(close);
    return new HclValue.Operation(source, cursor.since(start), parts);
  }

  private void close(char expected) {
    cursor.blanks(true);
    if (cursor.peek() != expected) {
      throw cursor.error("`" + expected + "`");
    }
    cursor.skip(1);
  }

  /// Reads `.name`, `[index]` and splats after a term.
  private HclValue postfix(HclValue term, int start, Source source, boolean lineBreaks) {
    List<HclValue> indices = new ArrayList<>();
    int before = cursor.at();
    int end = before;
    for (; ; end = cursor.at()) {
      cursor.blanks(lineBreaks);
      if (cursor.peek() == '.' && cursor.peek(1) != '.') {
        cursor.skip(1);
        if (!cursor.take("*") && cursor.identifier().isEmpty()) {
          digits();
        }
      } else if (cursor.peek() == '[') {
        cursor.skip(1);
        cursor.blanks(true);
        if (!cursor.take("*")) {
          indices.add(read(true));
        }
        close(']');
      } else {
        break;
      }
    }
    cursor.jump(end);
    if (end == before) {
      return term;
    }
    if (term instanceof HclValue.Reference) {
      return new HclValue.Reference(source, cursor.since(start));
    }
    indices.addFirst(term);
    return new HclValue.Operation(source, cursor.since(start), indices);
  }

  private void digits() {
    if (!Character.isDigit(cursor.peek())) {
      throw cursor.error("a name after `.`");
    }
    while (Character.isDigit(cursor.peek())) {
      cursor.skip(1);
    }
  }
}
