package dev.sluice.survey.activity;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Script;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells what actions do, by the table of actions and their inputs. Safe for use by many threads.
public final class Actions {
  private static final Table ACTIONS = Table.load("actions.txt");

  private final Recognizer recognizer;

  public Actions(Recognizer recognizer) {
    this.recognizer = recognizer;
  }

  /// A use of an action.
  ///
  /// @param name `owner/repository[/path]`
  /// @param uses the whole reference
  /// @param inputs and variables, by lower-case name
  public record Use(String name, Text uses, Map<String, Text> inputs) {
    public Use {
      inputs = Map.copyOf(inputs);
    }

    /// Takes the names of inputs and variables as they are written.
    public static Use of(String name, Text uses, Map<String, Text> with, Map<String, Text> env) {
      Map<String, Text> inputs = new HashMap<>();
      env.forEach((key, value) -> inputs.put(key.toLowerCase(Locale.ROOT), value));
      with.forEach((key, value) -> inputs.put(key.toLowerCase(Locale.ROOT), value));
      return new Use(name, uses, inputs);
    }
  }

  /// What an action does.
  ///
  /// @param script gives the script that an input holds, or null
  public List<Found> of(Use use, Function<String, @Nullable Script> script) {
    List<Found> found = new ArrayList<>();
    Set<Activity.Kind> seen = EnumSet.noneOf(Activity.Kind.class);
    String name = use.name().toLowerCase(Locale.ROOT);
    for (Row row : ACTIONS.rows(name)) {
      Text wanted = first(row, "with", use);
      if ((row.has("with") && wanted == null) || first(row, "without", use) != null) {
        continue;
      }
      for (Activity.Kind kind : row.kinds()) {
        if (seen.add(kind)) {
          found.add(new Found(activity(kind, row, use, wanted), Recognizer.marks(row)));
        }
      }
      if (!row.effects().isEmpty()) {
        found.add(new Found(null, Recognizer.marks(row)));
      }
      found.addAll(scripts(row, script));
      if (row.stops()) {
        break;
      }
    }
    return found;
  }

  private List<Found> scripts(Row row, Function<String, @Nullable Script> script) {
    List<Found> found = new ArrayList<>();
    for (String input : row.values("script")) {
      Script held = script.apply(input);
      if (held != null) {
        found.addAll(recognizer.of(held, row.has("remote")));
      }
    }
    return found;
  }

  private static Activity activity(Activity.Kind kind, Row row, Use use, @Nullable Text wanted) {
    Text target =
        row.values("target").isEmpty() ? null : input(row.values("target").getFirst(), use);
    Text guard = wanted != null && wanted.value().contains("${{") ? wanted : null;
    return new Activity(
        use.uses().source(),
        kind,
        use.name(),
        target == null ? null : target.value(),
        ignored(row, use),
        guard);
  }

  private static @Nullable Text ignored(Row row, Use use) {
    for (String condition : row.values("soft")) {
      Text soft = fulfilled(condition, use);
      if (soft != null) {
        int colon = condition.indexOf(':');
        String input = colon < 0 ? condition : condition.substring(0, colon);
        return new Text(soft.source(), input + ": " + soft.value());
      }
    }
    String harmless = row.harmless(use.name(), first(row, "fails", use) != null);
    return harmless == null ? null : new Text(use.uses().source(), harmless);
  }

  private static @Nullable Text first(Row row, String option, Use use) {
    for (String condition : row.values(option)) {
      Text text = fulfilled(condition, use);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /// The input that fulfils `name` (set, and not false) or `name:value`.
  private static @Nullable Text fulfilled(String condition, Use use) {
    int colon = condition.indexOf(':');
    Text input = input(colon < 0 ? condition : condition.substring(0, colon), use);
    if (input == null) {
      return null;
    }
    String value = input.value().strip();
    if (colon >= 0) {
      return Globs.matches(condition.substring(colon + 1), value) ? input : null;
    }
    return value.isEmpty() || value.equals("false") || value.equals("0") ? null : input;
  }

  private static @Nullable Text input(String name, Use use) {
    return use.inputs().get(name.toLowerCase(Locale.ROOT));
  }
}
