package dev.sluice.flow.intake;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stage 4: the strategy, what stops it, and the health checks.
final class CdPart {
  private static final String STRATEGY = "cd.strategy";
  private static final String STEPS = "cd.progressive-steps";
  private static final String STOP = "cd.stop-criteria";
  private static final String HEALTH = "cd.health-checks";
  private static final Pattern BOUND =
      Pattern.compile("result(?:\\[0])?\\s*(<=?|>=?)\\s*(\\d{1,9}(?:\\.\\d{1,9})?)");
  private static final Pattern SHORT = Pattern.compile("(\\d{1,5})([smhd])");
  private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet", "DaemonSet");

  private final Known known;
  private final Way way;

  CdPart(Known known, Way way) {
    this.known = known;
    this.way = way;
  }

  Fields fields() {
    known.note(
        STOP,
        "a release stops when more than 1 % of its requests fail over five minutes, and when"
            + " nothing can be measured",
        "a bound that can be corrected beats an argument during an incident");
    known.note(
        STEPS,
        "a new version gets 5, then 25, then 50 percent of the requests, and at most 10000 of them"
            + " before it is trusted",
        "a bad version then reaches one request in twenty at first");
    if (!known.runs()) {
      return published();
    }
    known.note(
        HEALTH,
        "each workload says when it is ready, and the released version says that it serves",
        "without both a rollout can neither wait nor judge");
    Optional<RolloutObject> rollout = rollout(known, way);
    Fields strategy = rollout.map(this::seen).orElseGet(this::unseen);
    return new Fields().put("strategy", strategy).put("healthChecks", healthChecks());
  }

  /// What is published for others to use reaches all of them at once.
  private Fields published() {
    known.note(
        STRATEGY,
        "everybody who asks for the newest version gets it at once",
        "it is published, not run: nothing here could give it to some of them only");
    known.note(
        HEALTH,
        "installing the published version and using it once is the check of a release",
        "nothing here runs that could be asked");
    return new Fields()
        .put(
            "strategy",
            new Fields()
                .put("bigBang", new Fields().put("schedule", Node.assumed("any-time", STRATEGY))));
  }

  /// The object that rolls production out.
  static Optional<RolloutObject> rollout(Known known, Way way) {
    return known.facts(RolloutObject.class).stream()
        .filter(o -> o.environment() == null || way.production().isCalled(o.environment()))
        .findFirst();
  }

  private Fields seen(RolloutObject rollout) {
    Source at = rollout.source();
    Fields one = new Fields();
    List<Leaf> names = new ArrayList<>();
    Items analyses = measured(rollout, names);
    switch (rollout.strategy()) {
      case "canary" -> {
        one.put("steps", new Items(steps(rollout, names)));
        one.put("maxExposedRequests", Node.assumed(10000, STEPS));
      }
      case "blueGreen" -> one.put("maxExposedRequests", Node.assumed(10000, STEPS));
      default -> {
        one.put("analysis", analyses);
        return new Fields()
            .put(
                "rolling",
                one.entries().isEmpty()
                    ? new Fields().put("maxSurge", Node.found("25%", at))
                    : one);
      }
    }
    one.put("analysis", analyses);
    return new Fields().put(rollout.strategy(), one);
  }

  private static List<Node> steps(RolloutObject rollout, List<Leaf> analyses) {
    List<Node> steps = new ArrayList<>();
    int weight = -1;
    for (RolloutStep step : rollout.steps()) {
      Integer next = step.weight();
      if (next != null && next > weight) {
        steps.add(new Fields().put("setWeight", Node.found(next, step.source())));
        weight = next;
      } else if (step.kind().equals("pause")) {
        String duration = iso(step.duration());
        String wait = duration == null ? "until-approved" : duration;
        steps.add(new Fields().put("pause", Node.found(wait, step.source())));
      } else if (step.kind().equals("analysis") && !analyses.isEmpty()) {
        String first = analyses.getFirst().yaml();
        steps.add(new Fields().put("analysis", new Leaf(first, new Ground.Found(step.source()))));
      }
    }
    return steps;
  }

  /// `5m` as `PT5M`; null for what is neither that nor a number of seconds.
  private static @Nullable String iso(@Nullable String duration) {
    if (duration == null) {
      return null;
    }
    Matcher matcher = SHORT.matcher(duration.strip());
    if (matcher.matches()) {
      String unit = matcher.group(2).toUpperCase(Locale.ROOT);
      return (unit.equals("D") ? "P" : "PT") + Integer.parseInt(matcher.group(1)) + unit;
    }
    return duration.strip().matches("\\d{1,6}") ? "PT" + duration.strip() + "S" : null;
  }

  /// The metrics of the analyses that a rollout uses, as far as their bounds can be read.
  private Items measured(RolloutObject rollout, List<Leaf> names) {
    List<Node> analyses = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>();
    for (Text analysis : rollout.analyses()) {
      known.facts(AnalysisMetric.class).stream()
          .filter(m -> m.object().equals(analysis.value()) || m.name().equals(analysis.value()))
          .filter(m -> used.add(m.name()))
          .forEach(m -> analyses.add(metric(m, names)));
    }
    if (analyses.isEmpty() && rollout.analyses().isEmpty()) {
      return analyses();
    }
    return new Items(analyses);
  }

  private static Fields metric(AnalysisMetric metric, List<Leaf> names) {
    Source at = metric.source();
    Leaf name = Node.found(metric.name(), at);
    names.add(name);
    Fields fields = new Fields().put("name", name).put("source", Node.found(metric.provider(), at));
    fields.put("compare", Node.found("objective", at));
    String query = metric.query();
    if (query != null) {
      fields.put("query", new Fields().put("value", Node.found(oneLine(query), at)));
    }
    String condition = metric.condition();
    Matcher bound = BOUND.matcher(condition == null ? "" : condition);
    if (bound.find()) {
      fields.put(
          "objective",
          new Fields()
              .put("comparison", Node.found(bound.group(1).startsWith("<") ? "below" : "above", at))
              .put("threshold", Node.found(new BigDecimal(bound.group(2)), at)));
    }
    fields.put("onNoData", Node.assumed("rollback", STOP));
    return fields;
  }

  private static String oneLine(String query) {
    return String.join(" ", query.strip().split("\\s+", -1));
  }

  /// The names of the analyses that the drafted strategy has.
  static List<String> signals(Known known, Way way) {
    Cd cd = known.delivery().cd();
    Cd.Strategy written = cd == null ? null : cd.strategy();
    if (cd != null) {
      return written == null
          ? List.of()
          : written.analyses().stream().map(Cd.Analysis::name).toList();
    }
    Optional<RolloutObject> rollout = rollout(known, way);
    if (rollout.isEmpty() || rollout.get().analyses().isEmpty()) {
      return known.runs() && !isAllAtOnce(known) ? List.of("errors") : List.of();
    }
    return rollout.get().analyses().stream()
        .flatMap(a ->
            known.facts(AnalysisMetric.class).stream()
                .filter(m -> m.object().equals(a.value()) || m.name().equals(a.value())))
        .map(AnalysisMetric::name)
        .distinct()
        .toList();
  }

  private static boolean isAllAtOnce(Known known) {
    return known.answer(Question.STRATEGY).filter("bigBang"::equals).isPresent();
  }

  private Fields unseen() {
    Optional<Workload> workload =
        known.facts(Workload.class).stream()
            .filter(w -> SERVING.contains(w.kind()))
            .filter(w -> w.environment() != null && way.production().isCalled(w.environment()))
            .findFirst();
    boolean answered = known.answer(Question.STRATEGY).isPresent();
    if (workload.isPresent() && !answered && !known.isRisky()) {
      return plain(workload.get());
    }
    known.note(
        STRATEGY,
        "production gets a new version step by step, judged at each",
        "progressive deployment with measurable triggers is the default where nothing shows"
            + " another");
    return chosen(known.answer(Question.STRATEGY).orElse("canary"));
  }

  private Fields plain(Workload workload) {
    known.note(
        STRATEGY,
        "production gets a new version instance by instance",
        "that is what its workloads do today");
    boolean recreate = "Recreate".equals(workload.strategy());
    return recreate
        ? new Fields()
            .put("bigBang", new Fields().put("schedule", Node.found("any-time", workload.source())))
        : new Fields()
            .put(
                "rolling",
                new Fields()
                    .put("maxSurge", Node.found("25%", workload.source()))
                    .put("analysis", analyses()));
  }

  private Fields chosen(String strategy) {
    Fields one = new Fields();
    switch (strategy) {
      case "blueGreen" -> {
        one.put("autoPromotion", known.follow(Question.STRATEGY, true, STRATEGY));
        one.put("scaleDownDelay", known.follow(Question.STRATEGY, "PT30M", STRATEGY));
        one.put("maxExposedRequests", Node.assumed(10000, STEPS));
      }
      case "rolling" -> one.put("maxSurge", known.follow(Question.STRATEGY, "25%", STRATEGY));
      case "bigBang" -> {
        one.put("schedule", known.follow(Question.STRATEGY, "any-time", STRATEGY));
        return new Fields().put("bigBang", one);
      }
      default -> {
        one.put("steps", steps());
        one.put("maxExposedRequests", Node.assumed(10000, STEPS));
      }
    }
    one.put("analysis", analyses());
    return new Fields().put(strategy, one);
  }

  private Items steps() {
    List<Node> steps = new ArrayList<>();
    for (int weight : List.of(5, 25, 50)) {
      steps.add(
          new Fields().put("setWeight", known.follow(Question.STRATEGY, weight, STEPS, STRATEGY)));
      steps.add(new Fields().put("pause", known.follow(Question.STRATEGY, "PT5M", STEPS)));
      steps.add(new Fields().put("analysis", known.follow(Question.STRATEGY, "errors", STEPS)));
    }
    return new Items(steps);
  }

  private Items analyses() {
    String service = Services.main(known).name();
    String label = "service=" + '"' + service.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return new Items(
        List.of(
            new Fields()
                .put("name", Node.assumed("errors", STOP))
                .put("source", Node.assumed("prometheus", STOP))
                .put("compare", Node.assumed("objective", STOP))
                .put(
                    "query",
                    new Fields()
                        .put(
                            "bad",
                            Node.assumed(
                                "sum(rate(http_requests_total{" + label + ",code=~\"5..\"}[5m]))",
                                STOP))
                        .put(
                            "total",
                            Node.assumed(
                                "sum(rate(http_requests_total{" + label + "}[5m]))", STOP)))
                .put(
                    "objective",
                    new Fields()
                        .put("comparison", Node.assumed("below", STOP))
                        .put("threshold", Node.assumed(0.01, STOP)))
                .put("window", Node.assumed("PT5M", STOP))
                .put("onNoData", Node.assumed("rollback", STOP))));
  }

  private Items healthChecks() {
    List<Node> checks = new ArrayList<>();
    check("ready", "readiness", HealthCheck.Kind.READINESS, checks);
    liveness().ifPresent(at -> checks.add(check("alive", "liveness", Optional.of(at))));
    checks.add(check("serves", "release", Optional.empty()));
    return new Items(checks);
  }

  private void check(String name, String kind, HealthCheck.Kind probe, List<Node> into) {
    into.add(check(name, kind, probed(probe)));
  }

  private Optional<Source> liveness() {
    return probed(HealthCheck.Kind.LIVENESS);
  }

  private Optional<Source> probed(HealthCheck.Kind kind) {
    return known.facts(HealthCheck.class).stream()
        .filter(check -> check.kind() == kind)
        .filter(c -> c.environment() == null || way.production().isCalled(c.environment()))
        .map(HealthCheck::source)
        .findFirst();
  }

  private static Fields check(String name, String kind, Optional<Source> seen) {
    return new Fields()
        .put("name", seen.map(at -> Node.found(name, at)).orElse(Node.assumed(name, HEALTH)))
        .put("kind", seen.map(at -> Node.found(kind, at)).orElse(Node.assumed(kind, HEALTH)));
  }
}
