package dev.sluice.flow.source;

import static java.util.Objects.requireNonNull;

/// The place something was read from.
///
/// @param file path relative to the surveyed root with `/`, or a URL for a live system
/// @param line 1-based line; 1 when the whole file is meant
/// @param column 1-based column in UTF-16 units; 1 when the whole line is meant
public record Source(String file, int line, int column) implements Comparable<Source> {
  public Source {
    requireNonNull(file, "file");
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
    }
  }

  /// The whole of a file.
  public static Source of(String file) {
    return new Source(file, 1, 1);
  }

  /// The same file, another place.
  public Source at(int newLine, int newColumn) {
    return new Source(file, newLine, newColumn);
  }

  /// By file, then line, then column: the order of every listing.
  @Override
  public int compareTo(Source other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /// `file:line:column`, the form that editors and terminals make clickable.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
