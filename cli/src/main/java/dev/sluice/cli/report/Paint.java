package dev.sluice.cli.report;

/// Colours for a terminal, or none at all.
///
/// @param on whether escape sequences are written
public record Paint(boolean on) {
  /// Something that is well.
  public String good(String text) {
    return wrap("32", text);
  }

  /// Something that is wrong.
  public String bad(String text) {
    return wrap("31;1", text);
  }

  /// Something that could not be told, or waits.
  public String open(String text) {
    return wrap("33", text);
  }

  /// Something that matters less.
  public String quiet(String text) {
    return wrap("2", text);
  }

  /// Something to see first.
  public String strong(String text) {
    return wrap("1", text);
  }

  private String wrap(String code, String text) {
    return on ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
