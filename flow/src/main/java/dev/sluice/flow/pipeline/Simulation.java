package dev.sluice.flow.pipeline;

import dev.sluice.flow.pipeline.expression.Evaluator;
import dev.sluice.flow.pipeline.expression.Scope;
import dev.sluice.flow.pipeline.expression.Status;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.pipeline.expression.Value.Result;
import dev.sluice.flow.pipeline.expression.Value.Results;
import dev.sluice.flow.source.Text;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of a workflow on paper: an event, the end of one job that is given, and how all others
/// can end then.
///
/// Jobs that run are taken to succeed, except the one whose end is given.
final class Simulation {
  private final Event event;
  private final @Nullable Node given;
  private final @Nullable Result end;
  private final Upstream upstream;
  private final Map<Node, Results> known = new HashMap<>();
  private final Set<Node> open = new HashSet<>();

  /// How the run that a `workflow_run` follows ended.
  ///
  /// @param event what had started it, or null when it may be anything
  record Upstream(Result conclusion, @Nullable String event) {
    static final Upstream SUCCEEDED = new Upstream(Result.SUCCESS, null);
  }

  private Simulation(Event event, @Nullable Node given, @Nullable Result end, Upstream upstream) {
    this.event = event;
    this.given = given;
    this.end = end;
    this.upstream = upstream;
  }

  /// A run in which nothing fails.
  static Simulation of(Event event) {
    return new Simulation(event, null, null, Upstream.SUCCEEDED);
  }

  /// A run in which one job ends so.
  static Simulation where(Event event, Node job, Result end) {
    return new Simulation(event, job, end, Upstream.SUCCEEDED);
  }

  /// A run that follows another one.
  static Simulation after(Event event, Upstream upstream) {
    return new Simulation(event, null, null, upstream);
  }

  Event event() {
    return event;
  }

  Upstream upstream() {
    return upstream;
  }

  /// How far it can be that a job runs and succeeds.
  Truth runs(Node node) {
    return of(node).is(Result.SUCCESS);
  }

  /// How a job can end.
  Results of(Node node) {
    Results before = known.get(node);
    if (before != null) {
      return before;
    }
    if (!open.add(node)) {
      return Results.only(Result.SUCCESS); // jobs that wait for each other never run at all
    }
    Results found = node == given && end != null ? Results.only(end) : ended(node);
    open.remove(node);
    known.put(node, found);
    return found;
  }

  private Results ended(Node node) {
    Truth runs = allowed(node);
    boolean fails =
        node.inner().stream().anyMatch(inner -> of(inner).is(Result.FAILURE) == Truth.TRUE);
    Result when = fails ? Result.FAILURE : Result.SUCCESS;
    return switch (runs) {
      case TRUE, SOME_LEGS -> Results.only(when);
      case FALSE -> Results.only(Result.SKIPPED);
      case FREE, TIED -> new Results(Set.of(when, Result.SKIPPED), runs);
    };
  }

  /// How far its own condition and those of its callers hold.
  private Truth allowed(Node node) {
    return node.chain().stream().map(this::condition).reduce(Truth.TRUE, Truth::and);
  }

  private Truth condition(Node node) {
    Text written = node.job().condition();
    Scope scope = new JobScope(this, node);
    return written == null
        ? scope.status(Status.SUCCESS)
        : new Evaluator(scope).condition(written.value());
  }

  /// Whether the end of a job hangs on the one whose end is given.
  boolean tied(Node node) {
    return given != null
        && (node == given
            || node.ancestors().contains(given)
            || node.all().anyMatch(n -> n == given));
  }

  /// How far all of these succeeded.
  Truth succeeded(Collection<Node> nodes) {
    return nodes.stream().map(n -> of(n).is(Result.SUCCESS)).reduce(Truth.TRUE, Truth::and);
  }

  /// How far one of these failed.
  Truth failed(Collection<Node> nodes) {
    return nodes.stream().map(n -> of(n).is(Result.FAILURE)).reduce(Truth.FALSE, Truth::or);
  }
}
