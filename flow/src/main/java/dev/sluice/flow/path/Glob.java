package dev.sluice.flow.path;

/// A pattern over paths: `*` and `?` stay within one segment, `**` crosses segments, `**/` also
/// matches nothing.
///
/// Takes time in proportion to pattern times path, whatever the pattern is.
public final class Glob {
  private Glob() {}

  /// Whether the whole of a path matches a pattern. Paths have no leading `/`.
  public static boolean matches(String pattern, String path) {
    boolean[] reached = new boolean[path.length() + 1];
    reached[0] = true;
    int p = 0;
    while (p < pattern.length()) {
      if (pattern.startsWith("**/", p)) {
        directories(reached, path);
        p += 3;
      } else if (pattern.startsWith("**", p)) {
        spread(reached, path, true);
        p += 2;
      } else if (pattern.charAt(p) == '*') {
        spread(reached, path, false);
        p++;
      } else {
        step(reached, path, pattern.charAt(p));
        p++;
      }
    }
    return reached[path.length()];
  }

  /// Zero or more whole directories.
  private static void directories(boolean[] reached, String path) {
    boolean any = false;
    for (int i = 0; i <= path.length(); i++) {
      boolean own = reached[i];
      reached[i] = own || (any && i > 0 && path.charAt(i - 1) == '/');
      any |= own;
    }
  }

  private static void spread(boolean[] reached, String path, boolean acrossSlashes) {
    for (int i = 1; i <= path.length(); i++) {
      reached[i] |= reached[i - 1] && (acrossSlashes || path.charAt(i - 1) != '/');
    }
  }

  private static void step(boolean[] reached, String path, char wanted) {
    for (int i = path.length(); i > 0; i--) {
      char c = path.charAt(i - 1);
      reached[i] = reached[i - 1] && (wanted == '?' ? c != '/' : c == wanted);
    }
    reached[0] = false;
  }
}
