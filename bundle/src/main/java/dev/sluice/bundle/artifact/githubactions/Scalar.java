package dev.sluice.bundle.artifact.githubactions;

import java.util.regex.Pattern;

/// Text as a YAML scalar that keeps its meaning. Numbers without a point and booleans are meant as
/// such.
final class Scalar {
  private static final Pattern PLAIN = Pattern.compile("(?:[A-Za-z/$_.][^\\n]*|\\d+)");
  private static final Pattern RISKY = Pattern.compile(": | #|:$|\\s$|^(?i:yes|no|on|off|null|~)$");

  private Scalar() {}

  static String of(String text) {
    return PLAIN.matcher(text).matches() && !RISKY.matcher(text).find()
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
