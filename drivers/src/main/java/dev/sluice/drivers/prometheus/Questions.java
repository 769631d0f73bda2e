package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.prometheus.Counting.Exact;
import dev.sluice.drivers.prometheus.Counting.Term;
import dev.sluice.drivers.prometheus.Counting.Windowed;
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
///
/// @param name of the criterion
/// @param by the label that requests are counted by, or null
/// @param window over which the server has to work something out, in milliseconds: null when there
///   is no such query, 0 when it may be any
record Questions(String name, @Nullable String by, Map<Side, Asked> sides, @Nullable Long window) {
  Questions {
    requireNonNull(name, "name");
    sides = Map.copyOf(sides);
  }

  /// @throws PortException terminal, when the queries cannot be counted by
  static Questions of(Cd.Analysis criterion, Names stable, Names canary) throws PortException {
    try {
      Map<Side, Asked> sides = new EnumMap<>(Side.class);
      for (Names names : List.of(stable, canary)) {
        sides.put(names.side(), asked(criterion, names));
      }
      Asked asked = requireNonNull(sides.get(Side.CANARY), "the second names the canary");
      Long window = window(asked);
      String by = asked instanceof Asked.Errors ? criterion.by() : null;
      if (by != null && window != null) {
        throw new QueryException(
            "by: " + by + " needs queries that are counted exactly, but found others",
            "write sum(a_counter_total{…})");
      }
      return new Questions(criterion.name(), by, sides, window);
    } catch (QueryException e) {
      throw PortException.terminal(
          "stop criterion '" + criterion.name() + "': " + e.getMessage() + "; fix: " + e.fix(), e);
    }
  }

  private static Asked asked(Cd.Analysis criterion, Names names) throws QueryException {
    Cd.Query query = criterion.query();
    String bad = query == null ? null : query.bad();
    String total = query == null ? null : query.total();
    if (bad != null && total != null) {
      return new Asked.Errors(read("bad", bad, names), read("total", total, names));
    }
    String buckets = query == null ? null : query.buckets();
    if (buckets != null) {
      return new Asked.Latency(buckets(buckets, read("buckets", buckets, names)));
    }
    throw new QueryException(
        "expected query.bad and query.total, or query.buckets, but found "
            + (query != null && query.value() != null ? "only query.value" : "not both"),
        "count requests: one number says nothing about how sure it is");
  }

  private static Exact buckets(String query, Counting counting) throws QueryException {
    boolean fit = counting instanceof Exact exact && exact.terms().stream().noneMatch(Term::minus);
    if (!fit || !(counting instanceof Exact exact)) {
      throw new QueryException(
          "query.buckets " + query.strip() + ": expected buckets only",
          "write a_histogram_bucket{…}");
    }
    return exact;
  }

  private static Counting read(String part, String query, Names names) throws QueryException {
    try {
      if (!Names.tellSidesApart(query)) {
        throw new QueryException(
            "expected a query that tells canary from stable, but found the same for both",
            "select by a label, version=\"{{release}}\" or service=\"{{service}}-{{side}}\" say");
      }
      return Reader.read(names.fill(query));
    } catch (QueryException e) {
      throw new QueryException(
          "query." + part + " " + query.strip() + ": " + e.getMessage(), e.fix());
    }
  }

  private static @Nullable Long window(Asked asked) throws QueryException {
    Long window = null;
    for (Counting counting : asked.all()) {
      if (counting instanceof Windowed windowed) {
        long millis = windowed.millis();
        if (window != null && window != 0 && millis != 0 && window != millis) {
          throw new QueryException(
              "expected one window, but found " + Span.text(window) + " and " + Span.text(millis),
              "write [{{window}}] in both");
        }
        window = window == null ? millis : Math.max(window, millis);
      }
    }
    return window;
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
}
