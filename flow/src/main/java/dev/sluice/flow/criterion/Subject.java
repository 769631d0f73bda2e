package dev.sluice.flow.criterion;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.signal.Signals;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a criterion may look at: one delivery, the facts in its scope, its signals and the instant
/// of the assessment.
public final class Subject {
  private final String name;
  private final String path;
  private final Delivery delivery;
  private final Facts facts;
  private final Signals signals;
  private final Instant at;
  private final Set<Class<? extends Fact>> visible;
  private final Shared shared;

  private Subject(
      String name,
      String path,
      Delivery delivery,
      Facts facts,
      Signals signals,
      Instant at,
      Set<Class<? extends Fact>> visible,
      Shared shared) {
    this.name = requireNonNull(name, "name");
    this.path = requireNonNull(path, "path");
    this.delivery = requireNonNull(delivery, "delivery");
    this.facts = requireNonNull(facts, "facts");
    this.signals = requireNonNull(signals, "signals");
    this.at = requireNonNull(at, "at");
    this.visible = visible;
    this.shared = shared;
  }

  /// A subject none of whose facts may be asked for yet.
  ///
  /// @param path directory of the delivery relative to the root; `.` for the root
  public static Subject of(
      String path, Delivery delivery, Facts facts, Signals signals, Instant at) {
    String name = delivery.metadata().name();
    return new Subject(name, path, delivery, facts, signals, at, Set.of(), new Shared());
  }

  /// The same for a criterion that reads some types of facts.
  public Subject seenBy(Definition reader) {
    return new Subject(name, path, delivery, facts, signals, at, reader.reads(), shared);
  }

  /// What is worked out once for all criteria.
  private static final class Shared {
    private @Nullable PipelineGraph pipelines;
  }

  /// The name of the delivery.
  public String name() {
    return name;
  }

  /// The directory of the delivery relative to the root; `.` for the root.
  public String path() {
    return path;
  }

  /// The delivery; empty when nobody wrote one.
  public Delivery delivery() {
    return delivery;
  }

  /// What the decision tables look at, declared or inferred.
  public Signals signals() {
    return signals;
  }

  /// The instant of the assessment.
  public Instant at() {
    return at;
  }

  /// All facts of one type, by place.
  ///
  /// @throws IllegalArgumentException for a type that the criterion does not name among what it
  ///   reads
  public <T extends Fact> List<T> facts(Class<T> type) {
    if (!visible.contains(type)) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " is not among what this criterion reads");
    }
    return facts.of(type);
  }

  /// All pipelines as one graph.
  ///
  /// @throws IllegalArgumentException when the criterion does not name [Pipeline] among what it
  ///   reads
  public PipelineGraph pipelines() {
    List<Pipeline> pipelines = facts(Pipeline.class);
    if (shared.pipelines == null) {
      shared.pipelines = PipelineGraph.of(pipelines, this::isProduction);
    }
    return shared.pipelines;
  }

  /// The runs of one kind that concern this delivery, newest first.
  public List<Run> runs(Run.Kind kind) {
    return facts(Run.class).stream()
        .filter(run -> run.kind() == kind)
        .filter(run -> run.service() == null || isOurs(run.service()))
        .sorted((a, b) -> b.at().compareTo(a.at()))
        .toList();
  }

  /// Whether a run names the delivery, or one of its services.
  private boolean isOurs(String service) {
    Context context = delivery.context();
    return service.equals(name)
        || (context != null && context.services().stream().anyMatch(s -> s.name().equals(service)));
  }

  /// Whether an environment seen somewhere is production: by the delivery, or by its name when none
  /// says.
  public boolean isProduction(String environment) {
    return delivery.environments().isEmpty()
        ? EnvironmentNames.isProduction(environment)
        : delivery.productionEnvironments().stream().anyMatch(e -> e.isCalled(environment));
  }
}
