package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.hold.Hold;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A run that begins.
///
/// @param occupies services whose targets in its environment it steers until it is over; no other
///   run may meanwhile. At least its own when its kind steers, else none
/// @param by who began it
/// @param open whether it goes on; one may be over as soon as it begins, and then occupies nothing
/// @param due when it wants to be looked at first
/// @param generations numbers that targets in its environment have reached, by service
public record Opening(
    String id,
    RunKind kind,
    String service,
    String environment,
    SortedSet<String> occupies,
    Instant at,
    String by,
    String state,
    String phase,
    boolean open,
    Instant due,
    List<Entry> inputs,
    List<Entry> decisions,
    List<Outgoing> outgoing,
    List<Hold> holds,
    SortedMap<String, Long> generations) {
  /// @throws IllegalArgumentException when it occupies what its kind does not
  public Opening {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(service, "service");
    requireNonNull(environment, "environment");
    occupies = Collections.unmodifiableSortedSet(new TreeSet<>(occupies));
    requireNonNull(at, "at");
    requireNonNull(by, "by");
    requireNonNull(state, "state");
    requireNonNull(phase, "phase");
    requireNonNull(due, "due");
    inputs = List.copyOf(inputs);
    decisions = List.copyOf(decisions);
    outgoing = List.copyOf(outgoing);
    holds = List.copyOf(holds);
    generations = Collections.unmodifiableSortedMap(new TreeMap<>(generations));
    if (kind.steers() ? !occupies.contains(service) : !occupies.isEmpty()) {
      throw new IllegalArgumentException("a " + kind + " can't occupy " + occupies);
    }
  }

  /// A run with nothing but a state.
  public static Opening of(
      String id,
      RunKind kind,
      String service,
      String environment,
      Instant at,
      String by,
      String state,
      String phase) {
    return new Opening(
        id,
        kind,
        service,
        environment,
        new TreeSet<>(kind.steers() ? Set.of(service) : Set.of()),
        at,
        by,
        state,
        phase,
        true,
        at,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(Map.of()));
  }
}
