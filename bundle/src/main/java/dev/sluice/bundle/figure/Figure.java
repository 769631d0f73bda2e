package dev.sluice.bundle.figure;

import static java.util.Objects.requireNonNull;

/// A picture.
///
/// @param id stable name, unique in a document
/// @param title what it shows, in a few words
/// @param text the same in sentences, for those who do not see it
/// @param svg one `<svg>` element without scripts, fonts or links from elsewhere; colours come from
///   CSS variables of the page, with defaults of its own
public record Figure(String id, String title, String text, String svg) {
  public Figure {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(text, "text");
    requireNonNull(svg, "svg");
  }
}
