package dev.sluice.cli.bundle.apply;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What happens to one working file.
///
/// @param path where it belongs
/// @param steps what is written for it, its own file first; none when all is as it should be
record Change(String path, Kind kind, List<Step> steps) {
  Change {
    requireNonNull(path, "path");
    requireNonNull(kind, "kind");
    steps = List.copyOf(steps);
  }

  /// What kind of change it is.
  enum Kind {
    /// Nothing was there.
    NEW("new"),
    /// What sluice wrote before was still there, and is replaced.
    UPDATED("updated"),
    /// A person's changes and the new ones are brought together.
    MERGED("merged with what a person changed"),
    /// Left as it is, with what sluice would write beside it.
    CONFLICT("left as it is; what sluice would write is beside it"),
    /// As a conflict, but what stands beside it is a person's, and left too.
    OCCUPIED("left as it is, and so is the .sluice-new beside it, which sluice did not write"),
    /// A person's version, to which nothing new is to be added.
    KEPT("kept as a person left it"),
    /// There already.
    SAME("as it should be");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// What it means for the file.
    String text() {
      return text;
    }
  }
}
