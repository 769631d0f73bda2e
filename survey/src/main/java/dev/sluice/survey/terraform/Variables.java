package dev.sluice.survey.terraform;

import java.util.regex.Pattern;

/// The names of files that give variables their values.
final class Variables {
  private static final Pattern ENDING = Pattern.compile("(?:\\.auto)?\\.tfvars(?:\\.json)?$");

  private Variables() {}

  /// Whether a file gives variables their values, by its name.
  static boolean isFile(String name) {
    return name.endsWith(".tfvars") || name.endsWith(".tfvars.json");
  }

  /// The name of such a file without what all of them end with.
  static String stem(String name) {
    return ENDING.matcher(name).replaceFirst("");
  }
}
