package dev.sluice.flow.source;

import static java.util.Objects.requireNonNull;

/// Something a user wrote that cannot be accepted, with the way out.
///
/// @param source where it stands
/// @param id stable kebab-case name of this kind of problem, `unknown-key` say
/// @param expected what would have been accepted, as a noun phrase
/// @param found what stands there instead, never a secret's value
/// @param fix the smallest change that helps, as an imperative
public record Problem(Source source, String id, String expected, String found, String fix)
    implements Comparable<Problem> {
  public Problem {
    requireNonNull(source, "source");
    requireNonNull(id, "id");
    requireNonNull(expected, "expected");
    requireNonNull(found, "found");
    requireNonNull(fix, "fix");
  }

  @Override
  public int compareTo(Problem other) {
    int byPlace = source.compareTo(other.source);
    return byPlace != 0 ? byPlace : id.compareTo(other.id);
  }

  /// `file:line:column: expected …, but found … [id]`
  @Override
  public String toString() {
    return source + ": expected " + expected + ", but found " + found + " [" + id + "]";
  }
}
