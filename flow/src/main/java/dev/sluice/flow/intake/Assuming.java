package dev.sluice.flow.intake;

import dev.sluice.flow.criterion.Criteria;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The words of one assumption.
///
/// @param replace how it becomes a fact
/// @param keys the keys that rest on it, where others of the same criterion do not; else empty
record Assuming(String assumes, String why, String replace, List<String> keys) {
  Assuming {
    keys = List.copyOf(keys);
  }

  private static final int MOST_KEYS = 4;
  private static final int MOST_VALUES = 3;

  /// @param keys the keys of the file that rest on it, with their values; empty when nothing was
  ///   written for it
  /// @param solid the keys that rest on nothing but what was found or answered
  static Assuming of(String criterion, Map<String, String> keys, Set<String> solid, Known known) {
    Known.Note note = Objects.requireNonNull(known.notes().get(criterion));
    if (keys.isEmpty()) {
      String declared =
          Criteria.find(criterion).map(c -> c.definition().declared()).orElse("write what holds");
      return new Assuming(
          note.assumes(), note.why(), declared + "; then remove this entry", List.of());
    }
    List<String> names = List.copyOf(keys.keySet());
    if (names.size() <= MOST_VALUES && isPart(names, solid)) {
      String values =
          keys.entrySet().stream()
              .map(entry -> "`" + entry.getKey() + "` is " + bare(entry.getValue()))
              .collect(Collectors.joining(", "));
      return new Assuming(
          values, "what stands beside it was found; this was not", replace(names), names);
    }
    return new Assuming(note.assumes(), note.why(), replace(names), List.of());
  }

  /// Whether what is assumed is only a part of its section.
  private static boolean isPart(List<String> names, Set<String> solid) {
    String section =
        names.stream().map(Assuming::above).min(Comparator.comparingInt(String::length)).orElse("");
    String start = section + ".";
    return solid.stream().anyMatch(key -> key.startsWith(start));
  }

  private static String bare(String yaml) {
    return yaml.startsWith("\"") ? yaml.substring(1, yaml.length() - 1) : yaml;
  }

  private static String replace(List<String> keys) {
    List<String> shorter =
        keys.size() <= MOST_KEYS ? keys : keys.stream().map(Assuming::above).distinct().toList();
    String names =
        shorter.stream()
            .limit(MOST_KEYS)
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));
    return "confirm or correct " + names + "; then remove this entry";
  }

  private static String above(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }
}
