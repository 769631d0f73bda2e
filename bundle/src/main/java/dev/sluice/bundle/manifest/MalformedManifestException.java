package dev.sluice.bundle.manifest;

/// A manifest that is none: its message says what was expected, and what was found.
public final class MalformedManifestException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedManifestException(String message) {
    super(message);
  }
}
