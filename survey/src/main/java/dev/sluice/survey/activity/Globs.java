package dev.sluice.survey.activity;

/// Patterns with `*` for any characters, matched in time linear in both lengths for one star and
/// bounded for more.
final class Globs {
  private Globs() {}

  /// Whether a text matches a pattern, or one of several separated by `|`.
  static boolean any(String patterns, String text) {
    int start = 0;
    for (int bar = patterns.indexOf('|'); bar >= 0; bar = patterns.indexOf('|', start)) {
      if (matches(patterns.substring(start, bar), text)) {
        return true;
      }
      start = bar + 1;
    }
    return matches(patterns.substring(start), text);
  }

  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
