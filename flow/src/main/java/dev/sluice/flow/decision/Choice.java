package dev.sluice.flow.decision;

import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.signal.Signal;
import org.jspecify.annotations.Nullable;

/// What one row says for one delivery.
///
/// @param because the signal that made it speak
/// @param decision the recorded decision for the row's alternative, or null when the default holds
public record Choice(Row row, Signal<?> because, @Nullable Decision decision) {
  /// What is chosen.
  public String chosen() {
    return decision == null ? row.choose() : row.alternative();
  }

  /// Whether the default is asked for and something is chosen.
  public boolean asks(String choice) {
    return chosen().equals(choice);
  }

  /// The row and its reason, for messages: `progressive (high-risk production changes: a service of
  /// tier 1)`.
  public String words() {
    return chosen() + " (" + row.signal() + ": " + because.from() + ")";
  }
}
