package dev.sluice.bundle.artifact.githubactions;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A job that is being written. Every job has a timeout and names what its token may do.
///
/// @param matrix directories that it runs for, one run each; empty for one run
public record Job(
    String id,
    String name,
    int minutes,
    List<String> needs,
    @Nullable String condition,
    @Nullable String environment,
    @Nullable String concurrency,
    Map<String, String> permissions,
    Map<String, String> outputs,
    List<String> matrix,
    List<Step> steps) {
  static final String RUNNER = "ubuntu-24.04";

  public Job {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    needs = List.copyOf(needs);
    matrix = List.copyOf(matrix);
    steps = List.copyOf(steps);
  }

  /// A job that may only read the repository.
  public static Job reading(String id, String name, int minutes, List<Step> steps) {
    return new Job(
        id,
        name,
        minutes,
        List.of(),
        null,
        null,
        null,
        Map.of("contents", "read"),
        Map.of(),
        List.of(),
        steps);
  }

  public Job needs(List<String> jobs) {
    return with(draft -> draft.needs = jobs);
  }

  public Job when(String expression) {
    return with(draft -> draft.condition = expression);
  }

  /// Enters an environment, one run at a time.
  public Job into(String entered) {
    return with(draft -> draft.environment = entered).alone(entered);
  }

  /// Runs of a group wait for each other; of those that wait, only the newest stays.
  public Job alone(String group) {
    return with(draft -> draft.concurrency = group);
  }

  public Job may(String scope, String access) {
    return with(draft -> draft.permissions.put(scope, access));
  }

  public Job output(String key, String value) {
    return with(draft -> draft.outputs.put(key, value));
  }

  public Job forEach(List<String> directories) {
    return with(draft -> draft.matrix = directories);
  }

  private Job with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Job(
        id,
        name,
        minutes,
        draft.needs,
        draft.condition,
        draft.environment,
        draft.concurrency,
        draft.permissions,
        draft.outputs,
        draft.matrix,
        steps);
  }

  /// What can still change of a job, while it changes.
  private static final class Draft {
    private List<String> needs;
    private @Nullable String condition;
    private @Nullable String environment;
    private @Nullable String concurrency;
    private final Map<String, String> permissions;
    private final Map<String, String> outputs;
    private List<String> matrix;

    private Draft(Job job) {
      needs = job.needs;
      condition = job.condition;
      environment = job.environment;
      concurrency = job.concurrency;
      permissions = new LinkedHashMap<>(job.permissions);
      outputs = new LinkedHashMap<>(job.outputs);
      matrix = job.matrix;
    }
  }

  /// Its lines, not indented.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Step.put(lines, "name", name);
    Step.put(lines, "if", condition);
    if (!needs.isEmpty()) {
      lines.add("needs: " + (needs.size() == 1 ? needs.getFirst() : list(needs)));
    }
    lines.add("runs-on: " + RUNNER);
    lines.add("timeout-minutes: " + minutes);
    Step.put(lines, "environment", environment);
    if (concurrency != null) {
      lines.add("concurrency:");
      Step.put(lines, "  group", concurrency);
      lines.add("  cancel-in-progress: false");
    }
    Step.map(lines, "permissions", permissions);
    if (!matrix.isEmpty()) {
      lines.add("strategy:");
      lines.add("  fail-fast: false");
      lines.add("  matrix:");
      lines.add("    directory:");
      matrix.forEach(directory -> lines.add("      - " + Scalar.of(directory)));
    }
    Step.map(lines, "outputs", outputs);
    lines.add("steps:");
    steps.forEach(step -> step.lines().forEach(line -> lines.add("  " + line)));
    lines.replaceAll(line -> "  " + line);
    lines.addFirst(id + ":");
    return lines;
  }

  private static String list(List<String> words) {
    return "[" + String.join(", ", words) + "]";
  }
}
