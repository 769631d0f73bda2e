package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// Who a file of the project names for itself: those who look after it, or where it is to be
/// reached.
///
/// @param name a team, a person, or an address
/// @param handles what a code-owners file calls them, `@name` each; empty when the file does not
///   say
/// @param via the file's name, `OWNERS` say
public record Contact(Source source, Kind kind, String name, List<String> handles, String via)
    implements Fact {
  /// What somebody is named for.
  public enum Kind {
    /// Looks after what the repository holds.
    MAINTAINER,
    /// Where users are told to ask, and are told of troubles.
    CHANNEL
  }

  public Contact {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    handles = List.copyOf(handles);
    requireNonNull(via, "via");
  }
}
