package dev.sluice.drivers.kubernetes;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The largest shares that may still be in effect, since not every gateway has taken the rules:
/// those from before they were changed. Written on the route as
/// `shop=50,shop-1a2b=50;shop-1a2b=10`.
///
/// @param shares of the requests, in percent, by Service
/// @param mirrors shares of which a Service gets a copy, in percent
record Before(Map<String, Integer> shares, Map<String, Integer> mirrors) {
  Before {
    shares = Map.copyOf(shares);
    mirrors = Map.copyOf(mirrors);
  }

  /// What the rules say now.
  static Before of(Rules rules) {
    Map<String, Integer> shares = new TreeMap<>();
    Map<String, Integer> mirrors = new TreeMap<>();
    for (String service : rules.services()) {
      shares.put(service, rules.share(service));
      mirrors.put(service, rules.mirror(service));
    }
    return new Before(shares, mirrors);
  }

  /// What was written on a route; what cannot be read tells nothing.
  static Before parse(@Nullable String text) {
    String[] halves = (text == null ? "" : text).split(";", -1);
    return new Before(percents(halves[0]), halves.length > 1 ? percents(halves[1]) : Map.of());
  }

  private static Map<String, Integer> percents(String text) {
    Map<String, Integer> values = new TreeMap<>();
    for (String word : text.split(",", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0 && word.substring(equals + 1).matches("[0-9]{1,3}")) {
        values.put(
            word.substring(0, equals), Math.min(100, Integer.parseInt(word.substring(equals + 1))));
      }
    }
    return values;
  }

  /// The larger share of each.
  Before or(Before other) {
    return new Before(larger(shares, other.shares), larger(mirrors, other.mirrors));
  }

  private static Map<String, Integer> larger(Map<String, Integer> one, Map<String, Integer> two) {
    Map<String, Integer> all = new TreeMap<>(one);
    two.forEach((service, percent) -> all.merge(service, percent, Math::max));
    return all;
  }

  @Override
  public String toString() {
    return text(shares) + ";" + text(mirrors);
  }

  private static String text(Map<String, Integer> percents) {
    return new TreeMap<>(percents)
        .entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }
}
