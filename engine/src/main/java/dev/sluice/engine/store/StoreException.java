package dev.sluice.engine.store;

/// The store could not be opened, read or written, or what it holds is not what was put there. The
/// message says what to do where that is known.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
