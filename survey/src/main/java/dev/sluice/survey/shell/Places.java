package dev.sluice.survey.shell;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.Lines;
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
    return ScalarPlaces.of(file, scalar);
  }

  /// Every offset stands at one place, as when a script is called from there.
  static Places fixed(Source source) {
    return offset -> source;
  }

  /// A script that is a whole file, or begins at a place of it.
  static Places of(Source start, String script) {
    Lines lines = new Lines(script);
    return offset -> {
      int at = Math.clamp(offset, 0, script.length());
      int line = lines.line(at);
      int column = lines.column(at) + 1;
      return start.at(start.line() + line, line == 0 ? start.column() + column - 1 : column);
    };
  }
}
