package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Activity.Kind;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A job where it runs: in a workflow, or in a reusable one that a job of it calls. Told apart by
/// identity, since one job runs in several places.
public final class Node {
  private final Pipeline root;
  private final Pipeline file;
  private final Job job;
  private final @Nullable Node caller;
  private final List<PlacedStep> steps;
  private final List<Node> needs = new ArrayList<>();
  private final List<Node> inner = new ArrayList<>();

  Node(Pipeline root, Pipeline file, Job job, @Nullable Node caller, List<PlacedStep> steps) {
    this.root = root;
    this.file = file;
    this.job = job;
    this.caller = caller;
    this.steps = List.copyOf(steps);
  }

  void connect(List<Node> needed) {
    needs.addAll(needed);
  }

  void unfold(List<Node> jobs) {
    inner.addAll(jobs);
  }

  /// The workflow whose run it belongs to.
  public Pipeline root() {
    return root;
  }

  /// The file that it is written in.
  public Pipeline file() {
    return file;
  }

  public Job job() {
    return job;
  }

  /// The job that calls the reusable workflow that this one belongs to, or null.
  public @Nullable Node caller() {
    return caller;
  }

  /// Its steps, with those of local actions.
  public List<PlacedStep> steps() {
    return steps;
  }

  /// The jobs that it waits for, in the same file.
  public List<Node> needs() {
    return Collections.unmodifiableList(needs);
  }

  /// The jobs of the reusable workflow that it calls.
  public List<Node> inner() {
    return Collections.unmodifiableList(inner);
  }

  /// Every job of the same file that it waits for, directly or not.
  public Set<Node> ancestors() {
    Set<Node> found = new LinkedHashSet<>();
    List<Node> open = new ArrayList<>(needs);
    while (!open.isEmpty()) {
      Node next = open.removeLast();
      if (next != this && found.add(next)) {
        open.addAll(next.needs);
      }
    }
    return found;
  }

  /// The events on which it runs when nothing fails.
  public List<Event> events() {
    return Event.of(root).stream()
        .filter(event -> Simulation.of(event).runs(this) != Truth.FALSE)
        .toList();
  }

  /// Whether both belong to the runs of one workflow.
  public boolean sameRun(Node other) {
    return root.source().equals(other.root.source());
  }

  /// This job and those that call it, the outermost first.
  public List<Node> chain() {
    List<Node> chain = new ArrayList<>();
    for (Node at = this; at != null; at = at.caller) {
      chain.addFirst(at);
    }
    return chain;
  }

  /// The value of an input of the reusable workflow or null when the caller gives none.
  @Nullable Text input(String name) {
    return caller == null ? null : caller.job().with().get(name);
  }

  /// The environment that it enters, or null when it names none, or an expression that cannot be
  /// resolved.
  public @Nullable String environment() {
    Text named = job.environment();
    if (named == null) {
      return null;
    }
    if (!named.value().contains("${{")) {
      return named.value();
    }
    Text given =
        Expression.parse(named.value()) instanceof Expression.Path(String path)
                && path.startsWith("inputs.")
            ? input(path.substring("inputs.".length()))
            : null;
    return given == null || given.value().contains("${{") ? null : given.value();
  }

  /// Every job that has ended when this one begins: those that it or a caller of it waits for, with
  /// all that they call.
  public List<Node> before() {
    return chain().stream()
        .flatMap(node -> node.ancestors().stream())
        .flatMap(Node::all)
        .distinct()
        .toList();
  }

  /// The names under which its result is shown, and a check can be required.
  public List<String> checkNames() {
    List<String> own = new ArrayList<>(List.of(job.id()));
    if (job.name() != null) {
      own.add(job.name());
    }
    Node calling = caller;
    return calling == null
        ? own
        : own.stream()
            .flatMap(name -> calling.checkNames().stream().map(outer -> outer + " / " + name))
            .toList();
  }

  /// Whether it brings an earlier release back and deploys nothing: it is no way into an
  /// environment.
  public boolean onlyRollsBack() {
    return onlyRollsBack(steps.stream().map(PlacedStep::step));
  }

  /// The same of a job, of which local actions are not looked into.
  public static boolean onlyRollsBack(Job job) {
    return onlyRollsBack(job.steps().stream());
  }

  private static boolean onlyRollsBack(Stream<Step> steps) {
    Set<Kind> kinds =
        steps
            .flatMap(step -> step.activities().stream())
            .map(Activity::kind)
            .collect(Collectors.toSet());
    return kinds.contains(Kind.ROLLBACK)
        && Collections.disjoint(kinds, Set.of(Kind.DEPLOY, Kind.APPLY, Kind.MIGRATE));
  }

  /// `job test of .github/workflows/ci.yml`
  @Override
  public String toString() {
    String path = String.join("/", chain().stream().map(node -> node.job.id()).toList());
    return "job " + path + " of " + root.source().file();
  }

  /// This job and all that it calls.
  Stream<Node> all() {
    return Stream.concat(Stream.of(this), inner.stream().flatMap(Node::all));
  }
}
