package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A reference to a container image, taken apart.
///
/// Source: the reference grammar of the OCI distribution specification.
///
/// @param name registry and repository, as written
/// @param tag null when none is written
/// @param digest `sha256:…`, or null when none is written
public record Image(String name, @Nullable String tag, @Nullable String digest) {
  public Image {
    requireNonNull(name, "name");
  }

  /// Takes a reference apart; never fails, since what stands in foreign files may be anything.
  public static Image parse(String reference) {
    String rest = reference.strip();
    String digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    return new Image(rest, tag, digest);
  }

  /// Whether the reference names one content for ever.
  public boolean pinned() {
    return digest != null && digest.matches("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  }

  /// The last segment of the name: `ghcr.io/acme/storefront` is `storefront`.
  public String shortName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return name + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}
