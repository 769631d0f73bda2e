package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Permissions;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.pipeline.Called;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Stage 3: the gates of the pipeline, who acts on them, and what a build may use and do.
final class CiPart {
  private static final String OWNERSHIP = "ci.ownership";
  private static final String FAILURES = "ci.failure-handling";
  private static final String PINS = "ci.reproducible-build";
  private static final String TOKEN = "ci.least-privilege";
  private static final String SIGNALS = "ci.quality-signals";
  private static final String ORDER = "ci.gate-order";
  private static final String PIPELINES = ".github/workflows/pipeline.yaml";

  private final Known known;

  CiPart(Known known) {
    this.known = known;
  }

  /// A job that is a gate.
  record Seen(String job, Source source, Job declared) {}

  Fields fields() {
    notes();
    List<Node> gates = new ArrayList<>();
    gates(Activity.Kind.BUILD, "ci.build-gate", gates);
    gates(Activity.Kind.TEST, "ci.test-gate", gates);
    gates(Activity.Kind.SCAN, "ci.security-gate", gates);
    gates(Activity.Kind.POLICY, "ci.policy-gate", gates);
    return new Fields()
        .put("owner", known.owner(pipelineFile(), OWNERSHIP))
        .put("gates", new Items(gates))
        .put(
            "flakyTests",
            new Fields()
                .put("policy", Node.assumed("quarantine", FAILURES))
                .put("owner", known.lead(FAILURES))
                .put("within", Node.assumed("P7D", FAILURES)))
        .put("builds", builds())
        .put("token", token())
        .put("qualitySignals", qualitySignals());
  }

  private void notes() {
    known.note(
        "ci.build-gate",
        "every change is built before it is merged",
        "no step of a pipeline was recognised as a build");
    known.note(
        "ci.test-gate",
        "every change is tested before it is merged",
        "no step of a pipeline was recognised as a test");
    known.note(
        "ci.security-gate",
        "every change is scanned for vulnerable dependencies, secrets and insecure code before it"
            + " is merged",
        "no step of a pipeline was recognised as a scan");
    known.note(
        "ci.policy-gate",
        "manifests and plans are checked against policies before they are merged",
        "no step of a pipeline was recognised as a check of policies");
    known.note(ORDER, "gates run in the order of the list", "cheap checks before dear ones");
    known.note(
        OWNERSHIP,
        known.owner() + " own the pipeline files and look at every red gate",
        "no code owner is named for them");
    known.note(
        FAILURES,
        "a red gate blocks the merge, and its owner acts within a day; flaky tests are set aside"
            + " and mended within a week",
        "what nobody has to act on is repeated until it passes");
    known.note(
        PINS,
        "actions, base images, tools and dependencies are pinned",
        "what a tag names can change between the test and the release");
    known.note(
        TOKEN,
        "tokens may only read unless a job asks for more, and code of strangers runs without"
            + " secrets",
        "the least that a build needs");
    known.note(
        SIGNALS,
        "these five targets",
        "where most teams start; measured values replace them within weeks");
  }

  private String pipelineFile() {
    return known.facts(Pipeline.class).stream()
        .map(pipeline -> pipeline.source().file())
        .findFirst()
        .orElse(PIPELINES);
  }

  /// The jobs with an activity, those that changes start first; each job once.
  static List<Seen> seen(Known known, Activity.Kind kind) {
    Map<String, Seen> jobs = new LinkedHashMap<>();
    known.graph().occurrences(kind).stream()
        .sorted(
            Comparator.comparing((Occurrence o) -> !known.graph().runsOnEveryChange(o.node()))
                .thenComparing(o -> !startedByChange(o))
                .thenComparing(o -> o.activity().source()))
        .filter(CiPart::startedByChange)
        .forEach(o ->
            jobs.putIfAbsent(
                o.node().job().id(),
                new Seen(o.node().job().id(), o.activity().source(), o.node().job())));
    return List.copyOf(jobs.values());
  }

  /// Whether a change starts it.
  static boolean startedByChange(Occurrence occurrence) {
    return occurrence.node().root().triggers().stream()
        .anyMatch(t ->
            t.event().equals("pull_request")
                || t.event().equals("push")
                || t.event().equals("merge_group"));
  }

  private void gates(Activity.Kind kind, String criterion, List<Node> gates) {
    String word = kind == Activity.Kind.SCAN ? "security" : kind.name().toLowerCase(Locale.ROOT);
    Optional<Seen> seen =
        Stream.concat(seen(known, kind).stream(), called(kind))
            .filter(s -> !s.job().isEmpty())
            .findFirst();
    Fields gate = new Fields();
    seen.ifPresentOrElse(
        s ->
            gate.put("kind", Node.found(word, s.source()))
                .put("job", Node.found(s.job(), s.source())),
        () -> gate.put("kind", Node.assumed(word, criterion)));
    gate.put("owner", known.owner(seen.map(s -> s.source().file()).orElse(PIPELINES), OWNERSHIP));
    gate.put("onFailure", onFailure(seen));
    gates.add(gate);
  }

  /// The jobs that call a workflow of another repository whose name says that it is such a gate.
  private Stream<Seen> called(Activity.Kind kind) {
    return Called.doing(known.graph(), kind)
        .filter(node -> node.events().stream().anyMatch(Event::change))
        .map(node -> new Seen(node.job().id(), node.job().source(), node.job()));
  }

  private Fields onFailure(Optional<Seen> seen) {
    Optional<Text> tolerated =
        seen.map(s -> s.declared().continueOnError())
            .filter(text -> text.value().strip().equals("true"));
    Leaf blocks =
        tolerated
            .map(text -> Node.found("nothing", text.source()))
            .orElseGet(() -> Node.assumed("merge", FAILURES));
    Leaf told =
        known
            .answer(Question.CHANNEL)
            .map(channel -> Node.answered(channel, Question.CHANNEL))
            .orElseGet(() -> known.lead(FAILURES));
    return new Fields()
        .put("blocks", blocks)
        .put("notify", told)
        .put("within", Node.assumed("P1D", FAILURES));
  }

  private Fields builds() {
    Fields builds = new Fields();
    builds.put(
        "pins", Node.assumed(List.of("actions", "base-images", "tools", "dependencies"), PINS));
    List<Job> jobs =
        known.facts(Pipeline.class).stream()
            .filter(p -> p.role() != Pipeline.Role.ACTION)
            .flatMap(p -> p.jobs().stream())
            .filter(job -> job.uses() == null)
            .toList();
    Optional<Job> without = jobs.stream().filter(job -> job.timeoutMinutes() == null).findFirst();
    if (!jobs.isEmpty()) {
      builds.put(
          "timeouts",
          without
              .map(job -> Node.found(false, job.source()))
              .orElseGet(() -> Node.found(true, jobs.getFirst().source())));
    }
    return builds;
  }

  private Fields token() {
    List<Pipeline> workflows =
        known.facts(Pipeline.class).stream()
            .filter(p -> p.role() == Pipeline.Role.WORKFLOW)
            .toList();
    Optional<Permissions> first =
        workflows.stream().flatMap(p -> Optional.ofNullable(p.permissions()).stream()).findFirst();
    boolean all = workflows.stream().allMatch(p -> p.permissions() != null);
    boolean writes =
        workflows.stream()
            .flatMap(p -> Optional.ofNullable(p.permissions()).stream())
            .anyMatch(p -> "write-all".equals(p.all()) || p.scopes().containsValue("write"));
    Leaf permissions =
        first
            .filter(p -> all && !writes)
            .map(p -> Node.found("read", p.source()))
            .orElseGet(() -> Node.assumed("read", TOKEN));
    return new Fields()
        .put("permissions", permissions)
        .put("untrustedCode", Node.assumed("without-secrets", TOKEN));
  }

  private static Items qualitySignals() {
    List<Node> signals = new ArrayList<>();
    signal("build-success-rate", "95 %", "P7D", signals);
    signal("pipeline-duration", "PT15M", "P7D", signals);
    signal("deployment-success-rate", "95 %", "P30D", signals);
    signal("rollback-frequency", "at most 2", "P30D", signals);
    signal("recovery-time", "PT1H", "P30D", signals);
    return new Items(signals);
  }

  private static void signal(String metric, String target, String window, List<Node> into) {
    into.add(
        new Fields()
            .put("metric", Node.assumed(metric, SIGNALS))
            .put("target", Node.assumed(target, SIGNALS))
            .put("window", Node.assumed(window, SIGNALS)));
  }
}
