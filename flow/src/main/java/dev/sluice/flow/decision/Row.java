package dev.sluice.flow.decision;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.signal.Signal;
import dev.sluice.flow.signal.Signals;
import java.util.Locale;
import java.util.Optional;

/// One row of a decision table.
///
/// @param name the signal that it asks for: `risk`, `compliance`, `teams` or `infraChurn`
/// @param value the value that the signal must have
/// @param signal the signal in words
/// @param choose the default choice
/// @param alternative what may be taken instead, with a recorded rationale
/// @param tradeOff what is gained and what is paid
public record Row(
    String name, String value, String signal, String choose, String alternative, String tradeOff) {
  public Row {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    requireNonNull(signal, "signal");
    requireNonNull(choose, "choose");
    requireNonNull(alternative, "alternative");
    requireNonNull(tradeOff, "tradeOff");
  }

  /// The signal that makes this row speak, when it does.
  Optional<Signal<?>> match(Signals signals) {
    Optional<? extends Signal<?>> found =
        switch (name) {
          case "risk" -> signals.risk();
          case "compliance" -> signals.compliance();
          case "teams" -> signals.teams();
          case "infraChurn" -> signals.infraChurn();
          default -> throw new IllegalStateException("no signal is called " + name);
        };
    return found.filter(s -> s.value().name().toLowerCase(Locale.ROOT).equals(value)).map(s -> s);
  }
}
