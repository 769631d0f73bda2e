package dev.sluice.bundle.manifest;

import static java.util.Objects.requireNonNull;

/// Something about a bundle that its manifest does not vouch for.
///
/// @param path the file, as it was found or as the manifest names it; not made safe for a terminal
/// @param what a sentence without its subject
public record Finding(String path, String what) {
  public Finding {
    requireNonNull(path, "path");
    requireNonNull(what, "what");
  }

  @Override
  public String toString() {
    return path + ": " + what;
  }
}
