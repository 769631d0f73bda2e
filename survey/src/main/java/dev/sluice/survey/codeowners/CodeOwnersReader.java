package dev.sluice.survey.codeowners;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the one code-owners file that counts: the first of the places where GitHub, then GitLab
/// look.
@AutoService(Reader.class)
public final class CodeOwnersReader implements Reader {
  private static final List<String> PLACES =
      List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

  @Override
  public void read(Tree tree, Sink sink) {
    Optional<TreeFile> file = PLACES.stream().map(tree::file).flatMap(Optional::stream).findFirst();
    sink.each(file.stream().toList(), Set.of(OwnerRule.class), f -> rules(f).forEach(sink::add));
  }

  /// The rules of a file. A section of GitLab's gives its owners to the lines in it that name none.
  /// A line whose owners aren't ones is left out, as both do.
  static List<OwnerRule> rules(TreeFile file) {
    List<OwnerRule> rules = new ArrayList<>();
    List<String> lines = file.text().lines().toList();
    List<String> inherited = List.of();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String text = line.strip();
      if (isSection(text)) {
        inherited = owners(words(text.substring(text.lastIndexOf(']') + 1))).toList();
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        int column = 1 + line.indexOf(text.charAt(0));
        List<String> words = words(text);
        List<String> named = owners(words.stream().skip(1)).toList();
        boolean mistaken = named.isEmpty() && words.size() > 1;
        if (!mistaken) {
          rules.add(
              new OwnerRule(
                  file.source().at(i + 1, column),
                  words.getFirst(),
                  words.size() > 1 ? named : inherited));
        }
      }
    }
    return rules;
  }

  /// `[Name]`, `^[Name][2] @owner`: a heading, and not a pattern with a character range.
  private static boolean isSection(String line) {
    String text = line.startsWith("^") ? line.substring(1) : line;
    int close = text.indexOf(']');
    String rest = close < 0 ? "" : text.substring(close + 1);
    return text.startsWith("[")
        && close > 1
        && (rest.isEmpty() || " \t[".indexOf(rest.charAt(0)) >= 0);
  }

  private static Stream<String> owners(List<String> words) {
    return owners(words.stream());
  }

  private static Stream<String> owners(Stream<String> words) {
    return words.filter(word -> word.indexOf('@') >= 0 && word.length() > 1);
  }

  /// Splits at blanks that aren't escaped, up to a comment.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ' ' : text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        word.append(next == ' ' || next == '#' ? "" : "\\").append(next);
      } else if (c == '#' && word.isEmpty()) {
        return words;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }
}
