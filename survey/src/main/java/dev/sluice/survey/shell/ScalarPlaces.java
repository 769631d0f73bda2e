package dev.sluice.survey.shell;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.TreeFile;

/// Places inside a YAML scalar.
///
/// A literal block keeps its lines, so that counting them is exact. Every other style folds lines
/// or has quotes and escapes: there the word at the offset is looked for in the file, from the
/// scalar's beginning on.
record ScalarPlaces(TreeFile file, Yaml.Scalar scalar, Lines lines) implements Places {
  private static final int WORD = 40;

  @Override
  public Source at(int offset) {
    String text = scalar.text();
    int at = Math.clamp(offset, 0, text.length());
    if (scalar.indent() == 0) {
      return inFile(text, at);
    }
    Source start = scalar.sourceOfLine(lines.line(at));
    return start.at(start.line(), start.column() + lines.column(at));
  }

  private Source inFile(String text, int at) {
    String word = word(text, at);
    if (word.isEmpty()) {
      return scalar.source();
    }
    String raw = file.text();
    Lines rawLines = new Lines(raw);
    int from =
        Math.min(
            raw.length(),
            rawLines.start(scalar.source().line() - 1) + scalar.source().column() - 1);
    int found = raw.indexOf(word, from);
    for (int i = text.indexOf(word);
        i >= 0 && i < at && found >= 0;
        i = text.indexOf(word, i + 1)) {
      found = raw.indexOf(word, found + 1);
    }
    return found < 0
        ? scalar.source()
        : scalar.source().at(rawLines.line(found) + 1, rawLines.column(found) + 1);
  }

  private static String word(String text, int at) {
    int end = at;
    while (end < text.length() && end - at < WORD && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }
}
