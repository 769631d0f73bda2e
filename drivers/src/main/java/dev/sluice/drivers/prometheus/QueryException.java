package dev.sluice.drivers.prometheus;

/// A query that cannot be counted by: the message says what was expected and what was found.
final class QueryException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;

  QueryException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  /// What to write in its place.
  String fix() {
    return fix;
  }
}
