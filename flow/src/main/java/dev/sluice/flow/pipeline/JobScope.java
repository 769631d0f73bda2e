package dev.sluice.flow.pipeline;

import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.pipeline.expression.Scope;
import dev.sluice.flow.pipeline.expression.Status;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.pipeline.expression.Value;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the condition of a job can ask for.
final class JobScope implements Scope {
  /// What holds for a change in the repository itself that somebody wants to see released.
  private static final Map<String, Value> FIXED =
      Map.of(
          "github.repository", new Value.Own(),
          "github.repository_owner", new Value.Own(),
          "github.event.repository.full_name", new Value.Own(),
          "github.event.repository.owner.login", new Value.Own(),
          "github.event.repository.fork", new Value.Known("false"),
          "github.event.pull_request.draft", new Value.Known("false"));

  private final Simulation run;
  private final Node node;

  JobScope(Simulation run, Node node) {
    this.run = run;
    this.node = node;
  }

  @Override
  public Value value(String path) {
    Value fixed = FIXED.get(path);
    if (fixed != null) {
      return fixed;
    }
    String context = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    return switch (context) {
      case "github" -> github(path);
      case "needs" -> needs(path);
      case "matrix", "runner", "strategy" -> new Value.Open(Truth.SOME_LEGS);
      case "inputs" -> input(path);
      default -> new Value.Open(Truth.FREE);
    };
  }

  private Value github(String path) {
    return switch (path) {
      case "github.event_name" -> new Value.Known(run.event().name());
      case "github.ref" -> run.event().ref();
      case "github.ref_name" -> refName();
      case "github.ref_type" -> refType();
      case "github.event.workflow_run.conclusion" ->
          new Value.Ended(List.of(Value.Results.only(run.upstream().conclusion())));
      case "github.event.workflow_run.event" -> {
        String event = run.upstream().event();
        yield event == null ? new Value.Open(Truth.FREE) : new Value.Known(event);
      }
      default -> new Value.Open(Truth.FREE);
    };
  }

  private Value refName() {
    return run.event().ref() instanceof Value.Known(String ref)
        ? new Value.Known(ref.substring("refs/heads/".length()))
        : new Value.Open(Truth.FREE);
  }

  private Value refType() {
    return run.event().ref() instanceof Value.Open
        ? new Value.Open(Truth.FREE)
        : new Value.Known(run.event().tag() ? "tag" : "branch");
  }

  /// `needs.ID.result`, `needs.*.result`, `needs.ID.outputs.NAME`.
  private Value needs(String path) {
    String[] parts = path.split("\\.", 4);
    String id = parts.length > 1 ? parts[1] : "";
    List<Node> meant =
        node.needs().stream()
            .filter(n -> id.equals("*") || n.job().id().equalsIgnoreCase(id))
            .toList();
    if (meant.isEmpty()) {
      return new Value.Open(Truth.FREE);
    }
    if (parts.length > 2 && parts[2].toLowerCase(Locale.ROOT).equals("result")) {
      return new Value.Ended(meant.stream().map(run::of).toList());
    }
    return new Value.Open(meant.stream().anyMatch(run::tied) ? Truth.TIED : Truth.FREE);
  }

  private Value input(String path) {
    Node caller = node.caller();
    Text given = node.input(path.substring(path.indexOf('.') + 1));
    if (given == null || caller == null) {
      return new Value.Open(Truth.FREE);
    }
    if (!given.value().contains("${{")) {
      return new Value.Known(given.value());
    }
    return Expression.parse(given.value()) instanceof Expression.Path(String name)
        ? new JobScope(run, caller).value(name)
        : new Value.Open(Truth.FREE);
  }

  @Override
  public Truth status(Status status) {
    return switch (status) {
      case ALWAYS -> Truth.TRUE;
      case CANCELLED -> Truth.FALSE;
      case SUCCESS -> run.succeeded(node.ancestors());
      case FAILURE -> run.failed(node.ancestors());
    };
  }
}
