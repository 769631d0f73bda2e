package dev.sluice.survey.dashboard;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.HashMap;
import java.util.Map;

/// Looks at the keys of a JSON object without building a tree: dashboards are long, and little of
/// them matters.
final class TopLevel {
  private final String file;
  private final String json;
  private int at;
  private int line = 1;
  private int lineStart;

  private TopLevel(String file, String json) {
    this.file = file;
    this.json = json;
  }

  /// The keys of the outermost object with their text; the text of a value that is no string is
  /// empty. An object under the key `dashboard` speaks for the outermost, as in exports.
  ///
  /// @throws IllegalArgumentException when the text ends before its brackets are closed
  static Map<String, Text> of(String file, String json) {
    Map<Integer, Map<String, Text>> byDepth = new HashMap<>();
    new TopLevel(file, json).scan(byDepth);
    Map<String, Text> outermost = byDepth.getOrDefault(1, Map.of());
    return outermost.containsKey("dashboard") ? byDepth.getOrDefault(2, Map.of()) : outermost;
  }

  private void scan(Map<Integer, Map<String, Text>> byDepth) {
    int depth = 0;
    String key = null;
    boolean inDashboard = false;
    while (at < json.length()) {
      char c = json.charAt(at);
      if (c == '"') {
        Source place = new Source(file, line, at - lineStart + 1);
        String text = string();
        if (isKey()) {
          key = text;
          inDashboard = depth == 1 ? text.equals("dashboard") : inDashboard;
          if (depth == 1 || (depth == 2 && inDashboard)) {
            byDepth
                .computeIfAbsent(depth, d -> new HashMap<>())
                .putIfAbsent(key, new Text(place, ""));
          }
        } else if (key != null && (depth == 1 || (depth == 2 && inDashboard))) {
          byDepth.computeIfAbsent(depth, d -> new HashMap<>()).put(key, new Text(place, text));
          key = null;
        }
        continue;
      }
      if (c == '{' || c == '[') {
        depth += 1;
        key = null;
      } else if (c == '}' || c == ']') {
        depth -= 1;
      } else if (c == '\n') {
        line++;
        lineStart = at + 1;
      }
      at++;
    }
    if (depth != 0) {
      throw new IllegalArgumentException("ends before its brackets are closed");
    }
  }

  /// The string that begins here; stands behind it afterwards. Escapes stay as they are.
  private String string() {
    int from = ++at;
    while (at < json.length() && json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= json.length()) {
      throw new IllegalArgumentException("ends inside a string");
    }
    return json.substring(from, at++);
  }

  private boolean isKey() {
    int next = at;
    while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
      next++;
    }
    return next < json.length() && json.charAt(next) == ':';
  }
}
