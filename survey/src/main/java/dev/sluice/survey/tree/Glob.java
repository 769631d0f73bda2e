package dev.sluice.survey.tree;

import java.util.List;

/// A path pattern as `.gitignore` has it: `*`, `?`, `[a-z]` and `\` inside a segment, `**` for any
/// number of segments.
///
/// Time is at most the product of the lengths of pattern and path, whatever either contains.
///
/// Source: gitignore(5), pattern format.
final class Glob {
  private final List<String> segments;

  Glob(String pattern) {
    this.segments = List.of(pattern.split("/", -1));
  }

  /// Whether a whole path matches, segment by segment.
  boolean matches(String path) {
    String[] names = path.split("/", -1);
    int at = 0;
    int name = 0;
    int star = -1;
    int resume = -1;
    while (name < names.length) {
      if (at < segments.size() && segments.get(at).equals("**")) {
        star = at++;
        resume = name;
      } else if (at < segments.size() && segment(segments.get(at), names[name])) {
        at++;
        name++;
      } else if (star >= 0) {
        at = star + 1;
        name = ++resume;
      } else {
        return false;
      }
    }
    return at == segments.size();
  }

  /// Whether one segment matches one name.
  static boolean segment(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = -1;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
        continue;
      }
      int next = p < pattern.length() ? one(pattern, p, name.charAt(n)) : -1;
      if (next >= 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// The index behind the pattern's element at `p` when it matches `c`; -1 when it doesn't.
  private static int one(String pattern, int p, char c) {
    return switch (pattern.charAt(p)) {
      case '?' -> p + 1;
      case '[' -> bracket(pattern, p, c);
      case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
      default -> pattern.charAt(p) == c ? p + 1 : -1;
    };
  }

  private static int bracket(String pattern, int open, char c) {
    int p = open + 1;
    boolean negated =
        p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
    if (negated) {
      p++;
    }
    boolean found = false;
    for (int first = p; p < pattern.length() && (pattern.charAt(p) != ']' || p == first); p++) {
      char low = pattern.charAt(p);
      if (low == '\\' && p + 1 < pattern.length()) {
        low = pattern.charAt(++p);
      }
      char high = low;
      if (p + 2 < pattern.length()
          && pattern.charAt(p + 1) == '-'
          && pattern.charAt(p + 2) != ']') {
        high = pattern.charAt(p + 2);
        p += 2;
      }
      found |= low <= c && c <= high;
    }
    return p < pattern.length() && found != negated ? p + 1 : -1;
  }
}
