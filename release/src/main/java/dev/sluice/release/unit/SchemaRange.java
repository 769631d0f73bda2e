package dev.sluice.release.unit;

/// Versions of a schema that a release runs with, both ends included.
public record SchemaRange(long from, long to) {
  /// @throws IllegalArgumentException when it is empty or begins below 0
  public SchemaRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("expected 0 <= from <= to, but found " + from + ".." + to);
    }
  }

  /// Whether a version lies in it.
  public boolean accepts(long version) {
    return from <= version && version <= to;
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
