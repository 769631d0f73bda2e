package dev.sluice.release.port;

/// The world did not do as it was asked, or did not answer. The message says what was asked, of
/// whom, and what came back; it has no secrets in it.
public final class PortException extends Exception {
  private static final long serialVersionUID = 1;

  /// Whether asking again can never help.
  private final boolean terminal;

  private PortException(String message, boolean terminal, Throwable cause) {
    super(message, cause);
    this.terminal = terminal;
  }

  private PortException(String message, boolean terminal) {
    super(message);
    this.terminal = terminal;
  }

  /// It may go better the next time.
  public static PortException passing(String message, Throwable cause) {
    return new PortException(message, false, cause);
  }

  /// It may go better the next time.
  public static PortException passing(String message) {
    return new PortException(message, false);
  }

  /// It will not go better before somebody has mended something: access is forbidden, say.
  public static PortException terminal(String message) {
    return new PortException(message, true);
  }

  /// It will not go better before somebody has mended something.
  public static PortException terminal(String message, Throwable cause) {
    return new PortException(message, true, cause);
  }

  /// Whether asking again can never help.
  public boolean isTerminal() {
    return terminal;
  }
}
