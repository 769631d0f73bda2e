package dev.sluice.bundle.artifact.githubactions;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step of a job that is being written. Each method gives the same step with one thing more.
///
/// @param key `uses` or `run`
/// @param does the pinned action, or the lines of a script
public record Step(
    @Nullable String name,
    @Nullable String id,
    @Nullable String condition,
    @Nullable String directory,
    String key,
    List<String> does,
    Map<String, String> with,
    Map<String, String> env) {
  public Step {
    requireNonNull(key, "key");
    does = List.copyOf(does);
  }

  /// A step that uses an action of the table.
  public static Step uses(String action) {
    return new Step(
        null, null, null, null, "uses", List.of(Actions.of(action).toString()), Map.of(), Map.of());
  }

  /// A step that runs a script. No line may hold an expression: what varies comes in by [#env].
  public static Step run(String name, List<String> lines) {
    if (lines.stream().anyMatch(line -> line.contains("${{"))) {
      throw new IllegalArgumentException(
          "a script takes what varies from its environment: " + name);
    }
    return new Step(name, null, null, null, "run", lines, Map.of(), Map.of());
  }

  /// A command that says by itself what it does.
  public static Step run(String command) {
    return run(command, List.of(command)).named(null);
  }

  public static Step run(String name, String... lines) {
    return run(name, List.of(lines));
  }

  public Step named(@Nullable String text) {
    return new Step(text, id, condition, directory, key, does, with, env);
  }

  public Step id(String text) {
    return new Step(name, text, condition, directory, key, does, with, env);
  }

  public Step when(String expression) {
    return new Step(name, id, expression, directory, key, does, with, env);
  }

  /// Runs in a directory; `.` is where a step runs anyway.
  public Step in(String path) {
    return path.equals(".") ? this : new Step(name, id, condition, path, key, does, with, env);
  }

  public Step with(String input, String value) {
    return new Step(name, id, condition, directory, key, does, and(with, input, value), env);
  }

  public Step env(String variable, String value) {
    return new Step(name, id, condition, directory, key, does, with, and(env, variable, value));
  }

  private static Map<String, String> and(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /// Its lines, not indented.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    put(lines, "name", name);
    put(lines, "id", id);
    put(lines, "if", condition);
    if (key.equals("uses")) {
      lines.add("uses: " + does.getFirst());
    }
    map(lines, "with", with);
    map(lines, "env", env);
    put(lines, "working-directory", directory);
    if (key.equals("run") && does.size() == 1) {
      put(lines, "run", does.getFirst());
    } else if (key.equals("run")) {
      lines.add("run: |");
      does.forEach(line -> lines.add("  " + line));
    }
    lines.replaceAll(line -> "  " + line);
    lines.set(0, "- " + lines.getFirst().substring(2));
    return lines;
  }

  static void put(List<String> lines, String key, @Nullable String value) {
    if (value != null) {
      lines.add(key + ": " + Scalar.of(value));
    }
  }

  static void map(List<String> lines, String key, Map<String, String> map) {
    if (!map.isEmpty()) {
      lines.add(key + ":");
      map.forEach((name, value) -> lines.add("  " + name + ": " + Scalar.of(value)));
    }
  }
}
