package dev.sluice.flow.intake;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.pipeline.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stage 7: what starts a rollback, what acts, and how that is exercised.
final class SafetyPart {
  private static final String TRIGGERS = "release-safety.triggers";
  private static final String AUTOMATION = "release-safety.automation";
  private static final String SCHEMA = "release-safety.schema-compatibility";
  private static final String CONFIG = "release-safety.config-compatibility";
  private static final String RECOVERY = "release-safety.recovery-validation";
  private static final String DRILL = "release-safety.drill";
  private static final String RADIUS = "release-safety.blast-radius";
  private static final String NOBODY_ACTS = "the pipeline";

  private final Known known;
  private final Way way;

  SafetyPart(Known known, Way way) {
    this.known = known;
    this.way = way;
  }

  /// Within which time a bad release has to be taken back.
  static String recovery(Known known) {
    return switch (known.answer(Question.RECOVERY).orElse("")) {
      case "5 minutes" -> "PT5M";
      case "1 hour" -> "PT1H";
      case "1 day" -> "P1D";
      default -> "PT15M";
    };
  }

  Fields fields() {
    notes();
    Fields fields = new Fields();
    fields.put("triggers", triggers());
    known.facts(Migration.class).stream()
        .findFirst()
        .ifPresent(m -> fields.put("schema", schema()));
    if (known.runs()) {
      fields.put("config", compatibility());
      fields.put(
          "recovery",
          new Fields()
              .put("checks", Node.assumed(List.of("ready", "serves"), RECOVERY))
              .put("within", known.follow(Question.RECOVERY, recovery(known), RECOVERY)));
    }
    fields.put("drill", drill());
    fields.put("blastRadius", radius());
    return fields;
  }

  private void notes() {
    known.note(
        TRIGGERS,
        known.runs()
            ? "more than 1 % of failing requests over five minutes starts a rollback"
            : "a report of a broken version starts the withdrawal of it",
        "no rollout object or alert here bounds a release");
    known.note(
        AUTOMATION,
        "a rollback is done within " + recovery(known) + " of its trigger",
        "nothing in the repository shows what acts, or how fast");
    known.note(
        SCHEMA,
        "schema changes expand first and contract a release later; the previous version runs for a"
            + " week after each",
        "migrations were found, and no tool that checks them");
    known.note(
        CONFIG,
        "the previous version runs with the new settings, and the reverse",
        "no job checks it");
    known.note(
        RECOVERY, "a rollback is over when the health checks pass again", "no job checks it");
    known.note(DRILL, "the rollback is exercised every quarter", "no scheduled pipeline does it");
    known.note(
        RADIUS,
        known.runs()
            ? "a bad release reaches at most the share that is written here before it is judged"
            : "a bad version reaches whoever updates before it is withdrawn",
        "nothing bounds it as code");
  }

  private Items triggers() {
    List<Node> triggers = new ArrayList<>();
    Optional<RolloutObject> rollout =
        CdPart.rollout(known, way).filter(r -> !r.analyses().isEmpty());
    Optional<Occurrence> job =
        known.graph().occurrences(Activity.Kind.ROLLBACK).stream()
            .filter(o -> !o.node().job().id().isEmpty())
            .findFirst();
    Leaf by =
        rollout
            .map(r -> Node.found(r.tool(), r.source()))
            .or(() -> job.map(o -> Node.found(o.node().job().id(), o.activity().source())))
            .orElseGet(() -> Node.assumed(NOBODY_ACTS, AUTOMATION));
    for (String signal : CdPart.signals(known, way)) {
      Leaf name =
          rollout
              .map(r -> Node.found(signal, r.analyses().getFirst().source()))
              .orElseGet(() -> Node.assumed(signal, TRIGGERS));
      triggers.add(
          new Fields()
              .put("name", name)
              .put("signal", name)
              .put("action", new Leaf("rollback", name.ground()))
              .put("within", known.follow(Question.RECOVERY, recovery(known), AUTOMATION))
              .put("by", by));
    }
    return new Items(triggers);
  }

  private static Fields schema() {
    return new Fields()
        .put("strategy", Node.assumed("expand-contract", SCHEMA))
        .put("rollbackWindow", Node.assumed("P7D", SCHEMA))
        .put("onIncompatible", Node.assumed("freeze", SCHEMA));
  }

  private Fields compatibility() {
    Fields fields =
        new Fields()
            .put("previousVersionRunsWithNewConfig", Node.assumed(true, CONFIG))
            .put("newVersionRunsWithPreviousConfig", Node.assumed(true, CONFIG));
    ConfigPart.job(known).ifPresent(job -> fields.put("job", job));
    return fields;
  }

  private Fields drill() {
    Fields drill =
        new Fields().put("every", Node.assumed("P90D", DRILL)).put("owner", known.lead(DRILL));
    way.below(way.production()).stream()
        .findFirst()
        .ifPresent(stop -> drill.put("environment", Node.assumed(stop.name(), DRILL)));
    return drill;
  }

  private Fields radius() {
    Optional<RolloutStep> first =
        CdPart.rollout(known, way).stream()
            .flatMap(r -> r.steps().stream())
            .filter(step -> step.weight() != null)
            .findFirst();
    Integer weight = first.map(RolloutStep::weight).orElse(null);
    Fields radius = new Fields();
    if (first.isPresent() && weight != null) {
      return radius.put("maxShare", Node.found(weight, first.get().source()));
    }
    boolean stepwise = known.answer(Question.STRATEGY).orElse("canary").equals("canary");
    return known.runs()
        ? radius.put("maxShare", Node.assumed(stepwise ? 25 : 100, RADIUS))
        : radius;
  }
}
