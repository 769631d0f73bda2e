package dev.sluice.survey.shell;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.Lines;
import dev.sluice.survey.tree.TreeFile;

/// Places inside a YAML scalar.
///
/// A literal block keeps its lines, so that counting them is exact; so is counting in a scalar that
/// stands in the file on one line as it is. Every other style folds lines or has escapes: there the
/// word at the offset is looked for in the file, from the scalar's beginning on.
///
/// @param verbatim where the file holds the whole text as it is, on one line; -1 when it doesn't
record ScalarPlaces(TreeFile file, Yaml.Scalar scalar, Lines lines, int verbatim)
    implements Places {
  private static final int WORD = 40;

  /// Nobody counts further how often a word stands before the one that is meant.
  private static final int MAX_BEFORE = 500;

  static ScalarPlaces of(TreeFile file, Yaml.Scalar scalar) {
    String text = scalar.text();
    return new ScalarPlaces(
        file, scalar, new Lines(text), scalar.indent() == 0 ? verbatim(file, scalar, text) : -1);
  }

  private static int verbatim(TreeFile file, Yaml.Scalar scalar, String text) {
    int from = begin(file, scalar);
    if (text.indexOf('\n') >= 0) {
      return -1;
    }
    if (file.text().startsWith(text, from)) {
      return from;
    }
    return file.text().startsWith(text, from + 1) ? from + 1 : -1;
  }

  private static int begin(TreeFile file, Yaml.Scalar scalar) {
    Source source = scalar.source();
    return Math.min(
        file.text().length(), file.lines().start(source.line() - 1) + source.column() - 1);
  }

  @Override
  public Source at(int offset) {
    String text = scalar.text();
    int at = Math.clamp(offset, 0, text.length());
    if (verbatim >= 0) {
      return inFile(verbatim + at);
    }
    if (scalar.indent() == 0) {
      return searched(text, at);
    }
    Source start = scalar.sourceOfLine(lines.line(at));
    return start.at(start.line(), start.column() + lines.column(at));
  }

  private Source inFile(int offset) {
    return scalar.source().at(file.lines().line(offset) + 1, file.lines().column(offset) + 1);
  }

  private Source searched(String text, int at) {
    String word = word(text, at);
    if (word.isEmpty()) {
      return scalar.source();
    }
    String raw = file.text();
    int found = raw.indexOf(word, begin(file, scalar));
    int before = 0;
    for (int i = text.indexOf(word);
        i >= 0 && i < at && found >= 0;
        i = text.indexOf(word, i + 1)) {
      found = before++ < MAX_BEFORE ? raw.indexOf(word, found + 1) : -1;
    }
    return found < 0 ? scalar.source() : inFile(found);
  }

  private static String word(String text, int at) {
    int end = at;
    while (end < text.length() && end - at < WORD && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }
}
