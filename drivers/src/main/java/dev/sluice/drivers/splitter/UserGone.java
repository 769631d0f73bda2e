package dev.sluice.drivers.splitter;

/// Whoever asked has gone before the answer was there, or sent what cannot be read. No release is
/// to blame.
final class UserGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserGone(Throwable cause) {
    super("the request could not be read, or its answer not be written", cause);
  }
}
