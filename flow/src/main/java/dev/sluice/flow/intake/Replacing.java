package dev.sluice.flow.intake;

import dev.sluice.flow.criterion.Criteria;
import java.util.List;
import java.util.stream.Collectors;

/// Says how an assumption becomes a fact.
final class Replacing {
  private static final int MOST_KEYS = 4;

  private Replacing() {}

  /// @param keys the keys of the file that rest on the assumption; empty when nothing was written
  static String of(String criterion, List<String> keys) {
    if (keys.isEmpty()) {
      return Criteria.find(criterion)
              .map(c -> c.definition().declared())
              .orElse("write what holds")
          + "; then remove this entry";
    }
    List<String> shorter =
        keys.size() <= MOST_KEYS ? keys : keys.stream().map(Replacing::above).distinct().toList();
    String names =
        shorter.stream()
            .limit(MOST_KEYS)
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));
    return "correct " + names + " where it does not hold; then remove this entry";
  }

  private static String above(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }
}
