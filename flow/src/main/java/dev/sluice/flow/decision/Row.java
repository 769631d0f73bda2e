package dev.sluice.flow.decision;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.binding.Shape;
import dev.sluice.flow.delivery.Table;
import dev.sluice.flow.signal.Signal;
import dev.sluice.flow.signal.Signals;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of a decision table, as it holds for one delivery.
///
/// @param when the signals that make it speak
/// @param signal the signals in words
/// @param choose the default choice
/// @param alternative what may be taken instead, with a recorded decision
/// @param tradeOff what is gained and what is paid
/// @param made where it comes from
/// @param source where `delivery.yaml` adds or overrides it; null for a row of the product
/// @param reason why a row of the product is overridden, or null
public record Row(
    String id,
    Table.When when,
    String signal,
    String choose,
    String alternative,
    String tradeOff,
    Made made,
    @Nullable Source source,
    @Nullable String reason) {
  public Row {
    requireNonNull(id, "id");
    requireNonNull(when, "when");
    requireNonNull(signal, "signal");
    requireNonNull(choose, "choose");
    requireNonNull(alternative, "alternative");
    requireNonNull(tradeOff, "tradeOff");
    requireNonNull(made, "made");
  }

  /// Where a row comes from.
  public enum Made {
    PRODUCT,
    OVERRIDDEN,
    ADDED
  }

  /// The signals that make this row speak; empty when it stays silent. A row without conditions
  /// speaks with an empty list.
  Optional<List<Signal<?>>> match(Signals signals) {
    List<Signal<?>> because = new ArrayList<>();
    boolean speaks =
        holds(when.risk(), signals.risk(), because)
            && holds(when.compliance(), signals.compliance(), because)
            && holds(when.teams(), signals.teams(), because)
            && holds(when.infraChurn(), signals.infraChurn(), because);
    return speaks ? Optional.of(because) : Optional.empty();
  }

  private static <T extends Enum<T>> boolean holds(
      List<T> asked, Optional<Signal<T>> signal, List<Signal<?>> because) {
    if (asked.isEmpty()) {
      return true;
    }
    Optional<Signal<T>> holding = signal.filter(s -> asked.contains(s.value()));
    holding.ifPresent(because::add);
    return holding.isPresent();
  }

  /// The condition as it is written: `risk: high, compliance: moderate or tight`.
  public String condition() {
    List<String> parts = new ArrayList<>();
    condition("risk", when.risk(), parts);
    condition("compliance", when.compliance(), parts);
    condition("teams", when.teams(), parts);
    condition("infraChurn", when.infraChurn(), parts);
    return parts.isEmpty() ? "always" : String.join(", ", parts);
  }

  private static void condition(String name, List<? extends Enum<?>> values, List<String> parts) {
    if (!values.isEmpty()) {
      parts.add(
          name + ": " + String.join(" or ", values.stream().map(Shape.Choice::word).toList()));
    }
  }
}
