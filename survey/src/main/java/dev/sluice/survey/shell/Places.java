package dev.sluice.survey.shell;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.TreeFile;

/// Where the characters of a script stand in the file that holds it. Implementations keep no state
/// that changes.
@FunctionalInterface
public interface Places {
  /// The place of a 0-based offset into the script.
  Source at(int offset);

  /// A script that is a scalar of a YAML file. Exact for block scalars, and for other styles as
  /// long as the word at the offset is written there as it is.
  static Places of(TreeFile file, Yaml.Scalar scalar) {
    return new ScalarPlaces(file, scalar);
  }

  /// Every offset stands at one place, as when a script is called from there.
  static Places fixed(Source source) {
    return offset -> source;
  }

  /// A script that is a whole file, or begins at a place of it.
  static Places of(Source start, String script) {
    return offset -> {
      int end = Math.min(offset, script.length());
      int lineStart = end == 0 ? 0 : script.lastIndexOf('\n', end - 1) + 1;
      if (lineStart == 0) {
        return start.at(start.line(), start.column() + end);
      }
      int line = start.line();
      for (int i = script.indexOf('\n'); i >= 0 && i < lineStart; i = script.indexOf('\n', i + 1)) {
        line++;
      }
      return start.at(line, end - lineStart + 1);
    };
  }
}
