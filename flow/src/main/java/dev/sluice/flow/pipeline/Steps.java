package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.expression.Evaluator;
import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.pipeline.expression.Scope;
import dev.sluice.flow.pipeline.expression.Status;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.pipeline.expression.Value;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which steps of one job run, and after what.
final class Steps {
  private final Simulation run;
  private final Node node;

  Steps(Simulation run, Node node) {
    this.run = run;
    this.node = node;
  }

  /// How far a step runs when nothing before it fails.
  Truth runs(PlacedStep step) {
    return truth(step, Truth.FALSE);
  }

  /// How far a step runs although one before it failed.
  Truth runsAfterFailure(PlacedStep step) {
    return truth(step, Truth.TRUE);
  }

  private Truth truth(PlacedStep placed, Truth failed) {
    Evaluator evaluator = new Evaluator(new StepScope(failed));
    return conditions(placed)
        .map(condition -> evaluator.condition(condition.value()))
        .reduce(
            placed.chain().stream().allMatch(s -> s.condition() == null)
                ? failed.not()
                : Truth.TRUE,
            Truth::and);
  }

  /// The conditions of a step and of those around it.
  static Stream<Text> conditions(PlacedStep placed) {
    return placed.chain().stream().flatMap(step -> Stream.ofNullable(step.condition()));
  }

  /// The conditions of a job and of its callers.
  static Stream<Text> conditions(Node node) {
    return node.chain().stream().flatMap(n -> Stream.ofNullable(n.job().condition()));
  }

  /// Whether all that a condition asks for is also asked for by others.
  static boolean covered(Text condition, Stream<Text> others) {
    Set<Expression> asked =
        others
            .flatMap(other -> Expression.parse(other.value()).conjuncts().stream())
            .collect(Collectors.toSet());
    return asked.containsAll(Expression.parse(condition.value()).conjuncts());
  }

  /// Whether a condition looks at what a path filter gave.
  static boolean asksForPaths(Text condition, Node node) {
    Expression expression = Expression.parse(condition.value());
    List<String> filters = new ArrayList<>();
    for (Node needed : node.ancestors()) {
      if (needed.all().flatMap(n -> n.steps().stream()).anyMatch(s -> filtersPaths(s.step()))) {
        filters.add("needs." + needed.job().id());
      }
    }
    node.steps().stream()
        .map(PlacedStep::step)
        .filter(Steps::filtersPaths)
        .flatMap(step -> Stream.ofNullable(step.id()))
        .forEach(id -> filters.add("steps." + id));
    return filters.stream().anyMatch(filter -> expression.mentions(filter + ".outputs"));
  }

  private static boolean filtersPaths(Step step) {
    return step.activities().stream().anyMatch(a -> a.kind() == Activity.Kind.PATH_FILTER);
  }

  /// The first condition of a step that may keep it from running where something else runs.
  Optional<Text> skips(PlacedStep step, List<Text> shared) {
    Evaluator evaluator = new Evaluator(new StepScope(Truth.FALSE));
    return conditions(step)
        .filter(condition -> !evaluator.condition(condition.value()).certain())
        .filter(condition -> !covered(condition, shared.stream()))
        .findFirst();
  }

  private final class StepScope implements Scope {
    private final Scope job = new JobScope(run, node);
    private final Truth failed;

    StepScope(Truth failed) {
      this.failed = failed;
    }

    @Override
    public Value value(String path) {
      boolean own = path.startsWith("steps.") || path.startsWith("job.");
      return own && failed == Truth.TRUE ? new Value.Open(Truth.TIED) : job.value(path);
    }

    @Override
    public Truth status(Status status) {
      return switch (status) {
        case ALWAYS -> Truth.TRUE;
        case CANCELLED -> Truth.FALSE;
        case SUCCESS -> failed.not();
        case FAILURE -> failed;
      };
    }
  }
}
