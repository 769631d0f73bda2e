package dev.sluice.survey.secrets;

/// A secret in a file. Its value is not kept.
///
/// @param at index of its first byte
/// @param rule as in [dev.sluice.flow.fact.LeakedSecret#rule]
/// @param hint what it looks like, without its secret part
record Finding(int at, String rule, String hint) {
  /// A finding whose hint is what the value begins with and how long it is.
  static Finding of(int at, String rule, String prefix, int length) {
    return new Finding(at, rule, prefix + "… (" + length + " characters)");
  }
}
