package dev.sluice.survey.dockerfile;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Splits a Dockerfile into instructions: comments, continued lines, the `escape` directive and
/// here-documents.
///
/// Source: the Dockerfile reference.
final class Instructions {
  private static final Set<String> WITH_HEREDOC = Set.of("RUN", "COPY", "ADD");

  private final String file;
  private final List<String> lines;
  private final char escape;
  private final List<Instruction> found = new ArrayList<>();
  private int next;

  private Instructions(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
    this.escape = escape(lines);
  }

  /// The instructions of a file.
  static List<Instruction> of(String file, String text) {
    Instructions run = new Instructions(file, text.lines().toList());
    while (run.next < run.lines.size()) {
      run.instruction();
    }
    return run.found;
  }

  private static char escape(List<String> lines) {
    for (String line : lines) {
      String directive = line.replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
      if (!directive.startsWith("#") || directive.indexOf('=') < 0) {
        return '\\';
      }
      if (directive.equals("#escape=`")) {
        return '`';
      }
    }
    return '\\';
  }

  private void instruction() {
    List<Text> words = new ArrayList<>();
    boolean more = true;
    while (more && next < lines.size()) {
      String line = lines.get(next).stripTrailing();
      String content = line.stripLeading();
      if (content.startsWith("#") || content.isEmpty()) {
        next++;
        more = !words.isEmpty();
        continue;
      }
      more = line.charAt(line.length() - 1) == escape;
      split(more ? line.substring(0, line.length() - 1) : line, next + 1, words);
      next++;
    }
    if (!words.isEmpty()) {
      Text first = words.getFirst();
      String keyword = first.value().toUpperCase(Locale.ROOT);
      found.add(new Instruction(first.source(), keyword, words.subList(1, words.size())));
      if (WITH_HEREDOC.contains(keyword)) {
        heredocs(words).forEach(this::skipTo);
      }
    }
  }

  private void split(String line, int number, List<Text> words) {
    int i = 0;
    while (i < line.length()) {
      if (Character.isWhitespace(line.charAt(i)) || line.charAt(i) == '\uFEFF') {
        i++;
        continue;
      }
      int end = wordEnd(line, i);
      words.add(new Text(new Source(file, number, i + 1), line.substring(i, end)));
      i = end;
    }
  }

  /// Blanks inside quotes and braces belong to the word.
  private static int wordEnd(String line, int from) {
    char quote = 0;
    int i = from;
    while (i < line.length() && (quote != 0 || !Character.isWhitespace(line.charAt(i)))) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
      i++;
    }
    return i;
  }

  private static List<String> heredocs(List<Text> words) {
    List<String> names = new ArrayList<>();
    for (Text word : words) {
      int at = word.value().indexOf("<<");
      boolean alone = at == 0 || (at == 1 && Character.isDigit(word.value().charAt(0)));
      if (alone) {
        String name = word.value().substring(at + 2);
        name = (name.startsWith("-") ? name.substring(1) : name).replace("\"", "").replace("'", "");
        if (!name.isEmpty() && Character.isLetter(name.charAt(0))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /// A here-document that never ends isn't one.
  private void skipTo(String terminator) {
    for (int i = next; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(terminator)) {
        next = i + 1;
        return;
      }
    }
  }
}
