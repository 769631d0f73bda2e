package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Stage 5: which code owns which infrastructure, how it changes, and how drift is found. Left out
/// where there is none.
final class IacPart {
  private static final String TRUTH = "iac.source-of-truth";
  private static final String WORKFLOW = "iac.workflow";
  private static final String REVIEW = "iac.review";
  private static final String POLICIES = "iac.policy-checks";
  private static final String DRIFT = "iac.drift-detection";
  private static final String MENDING = "iac.drift-remediation";
  private static final String RECORD = "iac.change-record";
  private static final Set<String> TOOLS =
      Set.of(
          "terraform",
          "opentofu",
          "pulumi",
          "cloudformation",
          "crossplane",
          "ansible",
          "kubernetes");
  private static final int MOST_SOURCES = 8;

  private final Known known;

  IacPart(Known known) {
    this.known = known;
  }

  /// What is applied from a directory.
  private record Area(String path, String tool, Source source, List<IacBackend> backends) {}

  Fields fields() {
    List<Area> areas = areas();
    Optional<String> elsewhere =
        known.answer(Question.INFRASTRUCTURE).filter(answer -> !answer.equals("nowhere"));
    notes();
    if (areas.isEmpty() && known.runs()) {
      known.ask(Question.INFRASTRUCTURE);
    }
    if (areas.isEmpty() && elsewhere.isEmpty()) {
      return new Fields();
    }
    Fields fields = new Fields();
    List<Node> sources = new ArrayList<>();
    areas.forEach(area -> sources.add(source(area)));
    elsewhere.ifPresent(repository ->
        sources.add(
            new Fields()
                .put("owns", Node.answered("the platform", Question.INFRASTRUCTURE))
                .put("repository", Node.answered(repository, Question.INFRASTRUCTURE))
                .put("owner", known.lead(TRUTH))));
    fields.put("sources", new Items(sources));
    if (hasPlans()) {
      fields.put("workflow", workflow());
    }
    fields.put("review", review(areas));
    fields.put("policies", policies());
    fields.put("drift", drift());
    fields.put("changeRecord", changeRecord());
    return fields;
  }

  private void notes() {
    known.note(
        TRUTH,
        areas().isEmpty()
            ? "what this runs on is kept as code in another repository, by another team"
            : "the code here is the only thing that changes what it owns",
        "no file names another source");
    known.note(
        WORKFLOW,
        "a job plans every change, and after the review a job applies that very plan",
        "no pipeline here shows all of it");
    known.note(
        REVIEW,
        known.owner() + " review every change of infrastructure",
        "no code owner is named for these directories");
    known.note(
        POLICIES,
        "a policy refuses what must never be, before anything is applied",
        "no policy as code was found");
    known.note(
        DRIFT,
        "drift is looked for every day",
        "no scheduled plan or comparing operator was found");
    known.note(
        MENDING,
        "drift is mended within two days, and what an emergency changed by hand comes back as a"
            + " pull request",
        "no file says so");
    known.note(
        RECORD,
        "pull requests and workflow runs are the record of a change",
        "they hold who asked, who agreed, what was planned and what was applied");
  }

  /// The directories that something is applied from; the deeper ones of many under their parents.
  private List<Area> areas() {
    Map<String, Area> areas = new TreeMap<>();
    for (IacRoot root : known.facts(IacRoot.class)) {
      if (TOOLS.contains(root.tool())) {
        List<IacBackend> backends =
            known.facts(IacBackend.class).stream()
                .filter(b -> b.directory().equals(root.directory()))
                .toList();
        areas.put(
            root.directory(), new Area(root.directory(), root.tool(), root.source(), backends));
      }
    }
    for (GitOpsApplication application : known.facts(GitOpsApplication.class)) {
      String path = top(application.source().file());
      areas.putIfAbsent(path, new Area(path, "kubernetes", application.source(), List.of()));
    }
    if (areas.isEmpty()) {
      return List.of(); // manifests alone, which nothing here applies, are no infrastructure
    }
    known.facts(Workload.class).stream()
        .filter(w -> w.environment() != null && !w.tool().equals("compose"))
        .map(Workload::source)
        .findFirst()
        .ifPresent(at ->
            areas.putIfAbsent(
                top(at.file()), new Area(top(at.file()), "kubernetes", at, List.of())));
    return merged(List.copyOf(areas.values()));
  }

  private static List<Area> merged(List<Area> areas) {
    List<Area> now = areas;
    int depth = 6;
    while (now.size() > MOST_SOURCES && depth > 0) {
      Map<String, Area> shorter = new LinkedHashMap<>();
      for (Area area : now) {
        String path = first(area.path(), depth);
        shorter.merge(
            path + " " + area.tool(),
            new Area(path, area.tool(), area.source(), area.backends()),
            IacPart::both);
      }
      now = List.copyOf(shorter.values());
      depth--;
    }
    return now;
  }

  private static Area both(Area one, Area other) {
    List<IacBackend> backends = new ArrayList<>(one.backends());
    backends.addAll(other.backends());
    return new Area(one.path(), one.tool(), one.source(), backends);
  }

  private static String first(String path, int depth) {
    List<String> parts = List.of(path.split("/", -1));
    return String.join("/", parts.subList(0, Math.min(depth, parts.size())));
  }

  private static String top(String file) {
    return file.contains("/") ? file.substring(0, file.indexOf('/')) : ".";
  }

  private Node source(Area area) {
    Fields fields =
        new Fields()
            .put("owns", Node.found(owns(area), area.source()))
            .put("path", Node.found(area.path(), area.source()))
            .put("owner", known.owner(area.source().file(), TRUTH))
            .put("tool", Node.found(area.tool(), area.source()));
    List<IacBackend> backends = area.backends();
    if (!backends.isEmpty()) {
      IacBackend first = backends.getFirst();
      boolean same = backends.stream().allMatch(b -> b.kind().equalsIgnoreCase(first.kind()));
      boolean locked = backends.stream().allMatch(b -> Boolean.TRUE.equals(b.locking()));
      if (same) {
        fields.put("state", Node.found(first.kind(), first.source()));
      }
      if (locked) {
        fields.put("locking", Node.found(true, first.source()));
      }
    }
    return fields;
  }

  private static String owns(Area area) {
    String what = area.tool().equals("kubernetes") ? "workloads" : "infrastructure";
    return area.path().equals(".") ? what : what + " of " + area.path();
  }

  private boolean hasPlans() {
    return !known.facts(IacRoot.class).isEmpty()
        || !known.graph().occurrences(Activity.Kind.PLAN, Activity.Kind.APPLY).isEmpty();
  }

  private Fields workflow() {
    Optional<Occurrence> apply =
        known.graph().occurrences(Activity.Kind.APPLY).stream().findFirst();
    Optional<Occurrence> plan = planned(apply);
    Optional<String> saved = apply.flatMap(a -> Optional.ofNullable(a.activity().target()));
    Leaf savedPlan =
        apply.isPresent() && saved.filter(s -> !s.equals(Activity.UNKNOWN)).isPresent()
            ? Node.found(true, apply.get().activity().source())
            : Node.assumed(true, WORKFLOW);
    return new Fields()
        .put("plan", job(plan, "plan"))
        .put("apply", job(apply, "apply"))
        .put("savedPlan", savedPlan);
  }

  /// The plan that a change starts: in the pipeline that applies, where there is one.
  private Optional<Occurrence> planned(Optional<Occurrence> apply) {
    return known.graph().occurrences(Activity.Kind.PLAN).stream()
        .min(
            Comparator.comparing((Occurrence o) ->
                    apply.filter(a -> a.node().root().equals(o.node().root())).isEmpty())
                .thenComparing(o -> !CiPart.startedByChange(o)));
  }

  private static Leaf job(Optional<Occurrence> seen, String standard) {
    return seen.filter(o -> !o.node().job().id().isEmpty())
        .map(o -> Node.found(o.node().job().id(), o.activity().source()))
        .orElseGet(() -> Node.assumed(standard, WORKFLOW));
  }

  private Fields review(List<Area> areas) {
    Leaf owner =
        areas.isEmpty()
            ? known.lead(REVIEW)
            : known.owner(areas.getFirst().source().file(), REVIEW);
    Fields review =
        new Fields()
            .put("from", new Leaf("[" + owner.yaml() + "]", owner.ground()))
            .put("quorum", Node.assumed(1, REVIEW));
    if (!areas.isEmpty()) {
      review.put(
          "paths",
          Node.found(
              areas.stream().map(Area::path).distinct().toList(), areas.getFirst().source()));
    }
    return review;
  }

  private Items policies() {
    Map<String, PolicyRule> engines = new LinkedHashMap<>();
    known.facts(PolicyRule.class).forEach(r -> engines.putIfAbsent(r.engine(), r));
    List<Node> policies = new ArrayList<>();
    engines.forEach((engine, rule) ->
        policies.add(
            new Fields()
                .put(
                    "name",
                    Node.found(engine + " rules of " + top(rule.source().file()), rule.source()))
                .put("engine", Node.found(engine, rule.source()))
                .put("path", Node.found(rule.source().file(), rule.source()))
                .put("enforcedAt", enforcedAt(rule))));
    if (policies.isEmpty()) {
      policies.add(
          new Fields()
              .put("name", Node.assumed("nothing public, unencrypted or unowned", POLICIES))
              .put("engine", Node.assumed("conftest", POLICIES))
              .put("enforcedAt", Node.assumed(List.of("ci"), POLICIES)));
    }
    return new Items(policies);
  }

  private Leaf enforcedAt(PolicyRule rule) {
    String engine = rule.engine().toLowerCase(Locale.ROOT);
    Set<String> atAdmission = Set.of("kyverno", "gatekeeper", "vap");
    if (atAdmission.contains(engine)) {
      return Node.found(List.of("admission"), rule.source());
    }
    return known.graph().occurrences(Activity.Kind.POLICY).stream()
        .findFirst()
        .map(o -> Node.found(List.of("ci"), o.activity().source()))
        .orElseGet(() -> Node.assumed(List.of("ci"), POLICIES));
  }

  private Fields drift() {
    return new Fields()
        .put("every", rhythm())
        .put("owner", known.lead(DRIFT))
        .put(
            "remediation",
            new Fields()
                .put("owner", known.lead(MENDING))
                .put("within", Node.assumed("P2D", MENDING))
                .put(
                    "emergencyChanges",
                    Node.assumed("a pull request with the same change within a day", MENDING)));
  }

  /// How often a scheduled pipeline looks for drift.
  private Leaf rhythm() {
    for (Occurrence drift : known.graph().occurrences(Activity.Kind.DRIFT)) {
      for (Trigger trigger : drift.node().root().triggers()) {
        String cron = trigger.cron();
        if (cron != null) {
          String[] parts = cron.strip().split(" +", -1);
          boolean weekly = parts.length == 5 && !parts[4].equals("*");
          boolean hourly = parts.length == 5 && (parts[1].equals("*") || parts[1].contains("/"));
          String every = weekly ? "P7D" : hourly ? "PT1H" : "P1D";
          return Node.found(every, trigger.source());
        }
      }
    }
    return Node.assumed("P1D", DRIFT);
  }

  private Fields changeRecord() {
    Set<String> links = new LinkedHashSet<>(List.of("request", "review", "commit"));
    if (hasPlans()) {
      links.add("plan");
    }
    links.add("apply");
    return new Fields()
        .put("store", Node.assumed("pull requests and workflow runs", RECORD))
        .put("links", Node.assumed(links, RECORD));
  }
}
