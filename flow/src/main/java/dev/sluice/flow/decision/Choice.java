package dev.sluice.flow.decision;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.delivery.Table;
import dev.sluice.flow.signal.Signal;
import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one row says for one delivery.
///
/// @param because the signals that made it speak; empty for a row that always does
/// @param decision the recorded decision for the row's alternative, or null when the default holds
/// @param standard what the default turns into
/// @param option what the choice turns into
public record Choice(
    Row row,
    List<Signal<?>> because,
    @Nullable Decision decision,
    Table.Option standard,
    Table.Option option) {
  public Choice {
    requireNonNull(row, "row");
    because = List.copyOf(because);
    requireNonNull(standard, "standard");
    requireNonNull(option, "option");
  }

  /// What is chosen.
  public String chosen() {
    return decision == null ? row.choose() : row.alternative();
  }

  /// Whether the default is asked for and something is chosen.
  public boolean asks(String choice) {
    return chosen().equals(choice);
  }

  /// The choice and its reason, for messages: `progressive (high-risk production changes: a service
  /// of tier 1)`.
  public String words() {
    return chosen() + why();
  }

  /// The default and its reason, for messages.
  public String standardWords() {
    return row.choose() + why();
  }

  private String why() {
    return " (" + reason() + ")";
  }

  /// Why the row speaks: `high-risk production changes: a service of tier 1`.
  public String reason() {
    String from = because.stream().map(Signal::from).distinct().collect(joining(" and "));
    return row.signal() + (from.isEmpty() ? "" : ": " + from);
  }

  /// What it rests on: the decision, or else the first signal that made the row speak, or the row
  /// itself.
  public Source basis() {
    Source place = place();
    if (decision == null && !because.isEmpty()) {
      return because.getFirst().source();
    }
    return place == null ? Source.of("delivery.yaml") : place;
  }

  /// A fix that carries the default out, or the decision that is needed instead.
  public String orDecide(String fix) {
    return fix
        + ", or add a `decisions` entry for "
        + row.alternative()
        + " with `rationale`, `by` and `at`";
  }

  /// Where `delivery.yaml` says so: in the decision, or in the row; null for a default of the
  /// product.
  public @Nullable Source place() {
    return decision == null ? row.source() : decision.at().source();
  }
}
