package dev.sluice.survey.activity;

import dev.sluice.flow.fact.Activity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row of a table of activities. The tables themselves explain their columns.
///
/// @param pattern words before the kinds
/// @param kinds what is done; empty for a row that only stops others or marks something
/// @param effects words beside the kinds: `NONE`, `MAKES_CLUSTER`, `PUSHES`
/// @param options flag to its values; a flag without a value has none
record Row(
    List<String> pattern,
    List<Activity.Kind> kinds,
    Set<String> effects,
    Map<String, List<String>> options) {
  private static final Set<String> EFFECTS = Set.of("NONE", "MAKES_CLUSTER", "PUSHES");
  private static final Set<String> KINDS =
      Stream.of(Activity.Kind.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  /// Reads a line of a table.
  ///
  /// @throws IllegalArgumentException when no column names a kind
  static Row parse(String line) {
    List<String> tokens = Arrays.asList(line.strip().split("\\s+"));
    int kinds = 0;
    while (kinds < tokens.size() && !isKinds(tokens.get(kinds))) {
      kinds++;
    }
    if (kinds == 0 || kinds == tokens.size()) {
      throw new IllegalArgumentException("a row names a command and what it does: " + line);
    }
    List<String> does = List.of(tokens.get(kinds).split("\\+"));
    Map<String, List<String>> options = new HashMap<>();
    for (String option : tokens.subList(kinds + 1, tokens.size())) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      List<String> values =
          equals < 0 ? List.of() : List.of(option.substring(equals + 1).split(","));
      options.merge(name, values, Row::joined);
    }
    return new Row(
        List.copyOf(tokens.subList(0, kinds)),
        does.stream().filter(KINDS::contains).map(Activity.Kind::valueOf).toList(),
        does.stream().filter(EFFECTS::contains).collect(Collectors.toUnmodifiableSet()),
        Map.copyOf(options));
  }

  private static List<String> joined(List<String> a, List<String> b) {
    List<String> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static boolean isKinds(String token) {
    return Stream.of(token.split("\\+"))
        .allMatch(word -> KINDS.contains(word) || EFFECTS.contains(word));
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  List<String> values(String option) {
    return options.getOrDefault(option, List.of());
  }

  /// Why something that this row knows does no harm though no word says so; null when it can fail.
  @Nullable String harmless(String tool, boolean fulfilled) {
    if (has("never")) {
      return tool + " never fails on findings";
    }
    return has("fails") && !fulfilled
        ? tool
            + " without "
            + values("fails").getFirst().replaceAll("^[^:*]*:\\*", "").replace("*", "")
        : null;
  }

  boolean stops() {
    return has("stop") || effects.contains("NONE");
  }
}
