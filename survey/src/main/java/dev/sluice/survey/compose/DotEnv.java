package dev.sluice.survey.compose;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.tree.TreeFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The variables of an `.env` file, each value with its place.
///
/// Source: the `.env` file syntax of Docker Compose.
final class DotEnv {
  private DotEnv() {}

  /// The variables of a file, in its order; a later line wins over an earlier one.
  static Map<String, Text> of(TreeFile file) {
    Map<String, Text> variables = new LinkedHashMap<>();
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      variable(file.path(), lines.get(i), i + 1, variables);
    }
    return variables;
  }

  private static void variable(String file, String line, int number, Map<String, Text> into) {
    int equals = line.indexOf('=');
    String name = equals < 0 ? "" : line.substring(0, equals).strip();
    if (name.startsWith("export ")) {
      name = name.substring("export ".length()).strip();
    }
    if (name.isEmpty() || name.startsWith("#") || !isName(name)) {
      return;
    }
    int begin = equals + 1;
    while (begin < line.length() && Character.isWhitespace(line.charAt(begin))) {
      begin++;
    }
    into.put(name, new Text(new Source(file, number, begin + 1), value(line.substring(begin))));
  }

  private static String value(String written) {
    if (!written.isEmpty() && (written.charAt(0) == '"' || written.charAt(0) == '\'')) {
      int end = written.indexOf(written.charAt(0), 1);
      return end < 0 ? written.substring(1) : written.substring(1, end);
    }
    int comment = written.indexOf(" #");
    return (comment < 0 ? written : written.substring(0, comment)).strip();
  }

  private static boolean isName(String name) {
    return name.chars()
        .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
  }
}
