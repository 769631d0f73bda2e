package dev.sluice.bundle.document;

import dev.sluice.flow.source.Visible;

/// Text as HTML that shows exactly that text.
final class Html {
  private Html() {}

  static String text(String text) {
    return Visible.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
