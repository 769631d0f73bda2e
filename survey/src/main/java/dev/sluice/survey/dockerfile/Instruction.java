package dev.sluice.survey.dockerfile;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;

/// One instruction of a Dockerfile, its continued lines joined.
///
/// @param keyword in upper case
/// @param words what follows, split at blanks, each with its place
record Instruction(Source source, String keyword, List<Text> words) {
  Instruction {
    words = List.copyOf(words);
  }

  /// The words after the flags.
  List<Text> arguments() {
    return words.stream().dropWhile(word -> word.value().startsWith("--")).toList();
  }

  /// The value of a flag `--name=value` before the arguments, or of a part of one
  /// (`--mount=type=bind,from=x`).
  List<Text> flag(String name) {
    String start = "--" + name + "=";
    List<Text> found = new ArrayList<>();
    words.stream()
        .takeWhile(word -> word.value().startsWith("--"))
        .filter(word -> word.value().startsWith(start))
        .map(word -> tail(word, start.length()))
        .forEach(found::add);
    return found;
  }

  /// A word from one of its characters on.
  static Text tail(Text word, int from) {
    Source at = word.source();
    return new Text(at.at(at.line(), at.column() + from), word.value().substring(from));
  }
}
