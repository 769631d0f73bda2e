package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a stop criterion asks of the server, for each side.
record Questions(String name, Map<Side, Asked> sides) {
  Questions {
    requireNonNull(name, "name");
    sides = Map.copyOf(sides);
  }

  /// What is asked for one side.
  record Asked(Counting bad, Counting total) {
    Asked {
      requireNonNull(bad, "bad");
      requireNonNull(total, "total");
    }

    List<Counting> all() {
      return List.of(bad, total);
    }
  }

  /// @throws PortException terminal, when the queries cannot be counted by
  static Questions of(Cd.Analysis criterion, Names stable, Names canary) throws PortException {
    Cd.Query query = criterion.query();
    String bad = query == null ? null : query.bad();
    String total = query == null ? null : query.total();
    if (bad == null || total == null) {
      String found =
          query == null
              ? "no query"
              : query.buckets() != null
                  ? "buckets"
                  : query.value() != null ? "value" : "one of them";
      throw PortException.terminal(
          "stop criterion '"
              + criterion.name()
              + "': expected query.bad and query.total, but found "
              + found
              + "; fix: count bad requests and all requests");
    }
    Map<Side, Asked> sides = new EnumMap<>(Side.class);
    for (Names names : List.of(stable, canary)) {
      sides.put(
          names.side(),
          new Asked(read(criterion, "bad", bad, names), read(criterion, "total", total, names)));
    }
    Questions questions = new Questions(criterion.name(), sides);
    questions.window();
    return questions;
  }

  private static Counting read(Cd.Analysis criterion, String part, String query, Names names)
      throws PortException {
    try {
      if (!Names.tellSidesApart(query)) {
        throw new QueryException(
            "expected a query that tells canary from stable, but found the same for both",
            "select by a label, version=\"{{release}}\" or service=\"{{service}}-{{side}}\" say");
      }
      return Reader.read(names.fill(query));
    } catch (QueryException e) {
      throw PortException.terminal(
          "stop criterion '"
              + criterion.name()
              + "', query."
              + part
              + " "
              + query.strip()
              + ": "
              + e.getMessage()
              + "; fix: "
              + e.fix(),
          e);
    }
  }

  Asked of(Side side) {
    return requireNonNull(sides.get(side), "both sides are asked");
  }

  /// Every selector.
  Set<Selector> selectors() {
    Set<Selector> all = new LinkedHashSet<>();
    for (Side side : Side.values()) {
      of(side).all().forEach(counting -> all.addAll(counting.selectors()));
    }
    return all;
  }

  /// The window over which the server has to work something out, in milliseconds: null when there
  /// is no such query, 0 when it may be any.
  @Nullable Long window() throws PortException {
    Long window = null;
    for (Counting counting : of(Side.CANARY).all()) {
      if (counting instanceof Counting.Windowed windowed) {
        long millis = windowed.millis();
        if (window != null && window != 0 && millis != 0 && window != millis) {
          throw PortException.terminal(
              "stop criterion '"
                  + name
                  + "': expected one window, but found "
                  + Span.text(window)
                  + " and "
                  + Span.text(millis)
                  + "; fix: write [{{window}}] in both");
        }
        window = window == null ? millis : Math.max(window, millis);
      }
    }
    return window;
  }
}
