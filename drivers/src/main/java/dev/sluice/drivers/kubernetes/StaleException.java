package dev.sluice.drivers.kubernetes;

import org.jspecify.annotations.Nullable;

/// An object is no longer as it was read, or is there already: read again, and decide again.
public final class StaleException extends Exception {
  private static final long serialVersionUID = 1;

  StaleException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
