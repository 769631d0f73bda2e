package dev.sluice.bundle.artifact.gitlab;

import java.util.ArrayList;
import java.util.List;

/// A job of GitLab CI that is being written.
///
/// @param image what it runs in
/// @param plain whether the image's own command has to make way for a shell
/// @param lines its other keys, as lines
/// @param script its commands
record Job(
    String id,
    String stage,
    String image,
    boolean plain,
    String timeout,
    List<String> lines,
    List<String> script) {
  /// The lines of the file.
  List<String> text() {
    List<String> text = new ArrayList<>();
    text.add(id + ":");
    text.add("  stage: " + stage);
    if (plain) {
      text.add("  image: " + image);
    } else {
      text.add("  image:");
      text.add("    name: " + image);
      text.add("    entrypoint: [\"\"]");
    }
    text.add("  timeout: " + timeout);
    lines.forEach(line -> text.add("  " + line));
    text.add("  script:");
    for (String command : script) {
      if (command.contains(": ")
          || command.contains(" #")
          || !Character.isLetter(command.charAt(0))) {
        text.add("    - '" + command.replace("'", "''") + "'");
      } else {
        text.add("    - " + command);
      }
    }
    return text;
  }
}
