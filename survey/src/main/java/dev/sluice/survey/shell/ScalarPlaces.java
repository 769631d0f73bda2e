package dev.sluice.survey.shell;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.TreeFile;

/// Places inside a YAML scalar.
///
/// A literal block keeps its lines, so that counting them is exact. Every other style folds lines
/// or has quotes and escapes: there the word at the offset is looked for in the file, from the
/// scalar's beginning on.
record ScalarPlaces(TreeFile file, Yaml.Scalar scalar) implements Places {
  private static final int WORD = 40;

  @Override
  public Source at(int offset) {
    String text = scalar.text();
    int at = Math.clamp(offset, 0, text.length());
    return scalar.indent() > 0 ? inBlock(text, at) : inFile(text, at);
  }

  private Source inBlock(String text, int at) {
    int lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    int line = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < lineStart; i = text.indexOf('\n', i + 1)) {
      line++;
    }
    Source start = scalar.sourceOfLine(line);
    return start.at(start.line(), start.column() + at - lineStart);
  }

  private Source inFile(String text, int at) {
    String word = word(text, at);
    if (word.isEmpty()) {
      return scalar.source();
    }
    String raw = file.text();
    int from = offset(raw, scalar.source());
    int found = raw.indexOf(word, from);
    for (int i = text.indexOf(word);
        i >= 0 && i < at && found >= 0;
        i = text.indexOf(word, i + 1)) {
      found = raw.indexOf(word, found + 1);
    }
    return found < 0 ? scalar.source() : source(raw, from, found);
  }

  private static String word(String text, int at) {
    int end = at;
    while (end < text.length() && end - at < WORD && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  private static int offset(String raw, Source source) {
    int start = 0;
    for (int line = 1; line < source.line(); line++) {
      int next = raw.indexOf('\n', start);
      if (next < 0) {
        break;
      }
      start = next + 1;
    }
    return Math.min(raw.length(), start + source.column() - 1);
  }

  private Source source(String raw, int from, int found) {
    int line = scalar.source().line();
    for (int i = raw.indexOf('\n', from); i >= 0 && i < found; i = raw.indexOf('\n', i + 1)) {
      line++;
    }
    int lineStart = found == 0 ? 0 : raw.lastIndexOf('\n', found - 1) + 1;
    return scalar.source().at(line, found - lineStart + 1);
  }
}
