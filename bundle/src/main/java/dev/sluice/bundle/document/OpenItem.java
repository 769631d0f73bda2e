package dev.sluice.bundle.document;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Something that is not settled yet.
///
/// @param criterion id of the criterion that waits for it
/// @param what what is open, in one sentence
/// @param next what is to be done
/// @param at where, or null when it is not written anywhere yet
/// @param owner who does it, or null when nobody is named
/// @param by the day by which, or null when none is set
public record OpenItem(
    String criterion,
    String what,
    String next,
    @Nullable Source at,
    @Nullable String owner,
    @Nullable LocalDate by) {
  public OpenItem {
    requireNonNull(criterion, "criterion");
    requireNonNull(what, "what");
    requireNonNull(next, "next");
  }
}
