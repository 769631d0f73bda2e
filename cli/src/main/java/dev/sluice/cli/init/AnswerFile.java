package dev.sluice.cli.init;

import dev.sluice.cli.Terminal;
import dev.sluice.flow.intake.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Answers in files: those that somebody gives, and those of a conversation that was broken off.
final class AnswerFile {
  private static final String KEPT = ".sluice/init-answers.yaml";

  private AnswerFile() {}

  /// The answers of a file that somebody gave; null when it has errors, which are then said.
  static @Nullable Answers given(CommandSpec spec, Path file, Terminal terminal)
      throws IOException {
    Answers.Read read = Answers.read(file.toString(), InitCommand.bytes(spec, "--answers", file));
    read.problems().forEach(terminal::problem);
    return read.problems().isEmpty() ? read.answers() : null;
  }

  /// Where a conversation keeps its answers.
  static Path kept(Path root) {
    return root.resolve(KEPT);
  }

  /// What a conversation has kept; what cannot be used of it is said, and asked again.
  static Answers resumed(Path root, Terminal terminal) throws IOException {
    Path file = kept(root);
    if (!Files.isRegularFile(file)) {
      return Answers.NONE;
    }
    Answers.Read read = Answers.read(KEPT, Files.readAllBytes(file));
    read.problems().forEach(terminal::problem);
    return read.answers();
  }

  /// Keeps answers.
  static void keep(Path root, Answers answers) throws IOException {
    Whole.write(
        kept(root),
        "# answers of `sluice init`, until delivery.yaml is written\n" + answers.text());
  }
}
