package dev.sluice.survey.shell;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A command that a script may run.
///
/// @param words its name and arguments; never empty
/// @param assignments `NAME=value` before it
/// @param input text of the here-documents that it reads
/// @param directory where it runs, relative to the root, as far as `cd` with plain names tells;
///   null when it can't be told
/// @param ignored what throws its failure away, or null
/// @param guard the condition around it, or null
public record Command(
    List<Word> words,
    List<Word> assignments,
    List<Word.Part> input,
    @Nullable String directory,
    @Nullable Text ignored,
    @Nullable Text guard) {
  public Command {
    words = List.copyOf(words);
    assignments = List.copyOf(assignments);
    input = List.copyOf(input);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has a name");
    }
  }

  /// The first word.
  public String name() {
    return words.getFirst().text();
  }

  /// The same command reached by other words, as `sudo x` is `x`.
  public Command withWords(List<Word> others) {
    return new Command(requireNonNull(others), assignments, input, directory, ignored, guard);
  }
}
