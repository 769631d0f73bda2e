package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that could not be looked at. It may hide facts of the named types, and only of these.
///
/// @param why what stopped the reader, for people
/// @param hides the types of facts that may stand in it; empty when it can hold none that matters
/// @param fix what helps, or null where it only has to become readable
/// @param beside whether it can only add to what was read, and refutes none of it
public record Unreadable(
    Source source,
    String why,
    List<Class<? extends Fact>> hides,
    @Nullable String fix,
    boolean beside)
    implements Fact {
  public Unreadable {
    requireNonNull(source, "source");
    requireNonNull(why, "why");
    hides = List.copyOf(hides);
  }

  /// Something that may hide what refutes the rest.
  public Unreadable(
      Source source, String why, List<Class<? extends Fact>> hides, @Nullable String fix) {
    this(source, why, hides, fix, false);
  }
}
