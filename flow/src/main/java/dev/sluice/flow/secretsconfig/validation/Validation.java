package dev.sluice.flow.secretsconfig.validation;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Config;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.ConfigSchema;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.Release;
import dev.sluice.flow.protection.Protections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Configuration is checked against a schema before a rollout, by something that can stop the
/// rollout.
@AutoService(Criterion.class)
public final class Validation implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "config.validation",
              Stage.SECRETS_CONFIG,
              "Is configuration checked against a schema before a rollout?",
              "One bad value takes every instance down at once, faster than any bad line of code.",
              "name the `schema` or the `job` in `config.validation`")
          .enforced(
              "check configuration in a job that fails, and let whatever releases need it; or keep"
                  + " the chart's `values.schema.json`, which Helm checks before it installs")
          .onlyOfWhatRuns()
          .reads(
              ConfigSchema.class, Pipeline.class, GitOpsApplication.class, BranchProtection.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Config config = subject.delivery().config();
    Config.Validation validation = config == null ? null : config.validation();
    if (validation != null) {
      declared(validation, answer);
    }
    boolean byHelm = false;
    for (ConfigSchema schema : subject.facts(ConfigSchema.class)) {
      if (schema.tool().equals("helm")) {
        answer.enforced(schema.source(), "Helm checks the values of " + schema.target());
        byHelm = true;
      } else {
        answer.information(schema.source(), "a schema describes " + schema.target());
      }
    }
    observed(subject, byHelm, answer);
    return answer.done();
  }

  private static void declared(Config.Validation validation, Answer.Builder answer) {
    if (validation.schema() == null && validation.job() == null) {
      answer.gap(
          Level.DECLARED,
          validation.at().source(),
          "neither a schema nor a job is named",
          "add `schema`");
    } else {
      String by = validation.schema() == null ? "job " + validation.job() : validation.schema();
      answer.declared(validation.at().source(), "configuration is checked by " + by);
    }
  }

  private static void observed(Subject subject, boolean byHelm, Answer.Builder answer) {
    PipelineGraph graph = subject.pipelines();
    List<Occurrence> checks = graph.occurrences(Activity.Kind.VALIDATE_CONFIG);
    List<Occurrence> failing =
        checks.stream().filter(check -> graph.swallowed(check).isEmpty()).toList();
    if (checks.isEmpty()) {
      if (!byHelm) {
        answer.gap(
            Level.ENFORCED,
            "no pipeline checks configuration",
            "add a step that checks it against its schema, and let the release need it");
      }
    } else if (failing.isEmpty()) {
      Hole hole = graph.swallowed(checks.getFirst()).getFirst();
      answer.gap(Level.ENFORCED, hole.source(), hole.message(), hole.fix());
    } else if (graph.releases().isEmpty() && followed(subject)) {
      merged(failing, graph, subject, answer);
    } else if (graph.releases().isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "configuration is checked, but nothing here releases: whether a rollout waits for the"
              + " check is decided elsewhere",
          "let the job that releases need the check");
    } else {
      graph.releases().forEach(release -> heldBack(release, failing, graph, answer));
    }
  }

  private static boolean followed(Subject subject) {
    return subject.facts(GitOpsApplication.class).stream().anyMatch(GitOpsApplication::automated);
  }

  /// A controller rolls out what is merged: merging has to wait for a check.
  private static void merged(
      List<Occurrence> checks, PipelineGraph graph, Subject subject, Answer.Builder answer) {
    List<BranchProtection> binding =
        Protections.branches(subject).stream().filter(p -> !p.bypassable()).toList();
    for (Occurrence check : checks) {
      Optional<BranchProtection> required =
          graph.missesChanges(check).isPresent()
              ? Optional.empty()
              : graph.requiredBy(check, binding);
      if (required.isPresent()) {
        answer.enforced(
            check.activity().source(),
            "`" + check.activity().tool() + "` in " + check.node() + " holds back the merge");
        answer.enforced(
            required.get().source(),
            "merging into " + required.get().branch() + ", which is rolled out, waits for it");
        return;
      }
    }
    answer.cannotSee(
        Level.ENFORCED,
        "configuration is checked, and what is merged is rolled out: whether merging waits for the check is a setting that no file shows",
        "keep branch protection as code, with the check among its required checks");
  }

  private static void heldBack(
      Release release, List<Occurrence> checks, PipelineGraph graph, Answer.Builder answer) {
    List<Hole> holes = new ArrayList<>();
    for (Occurrence check : checks) {
      Optional<Hole> hole = graph.past(check, release);
      if (hole.isEmpty()) {
        answer.enforced(
            check.activity().source(),
            "`" + check.activity().tool() + "` in " + check.node() + " holds back the " + release);
        return;
      }
      holes.add(hole.get());
    }
    Hole first = holes.getFirst();
    answer.gap(Level.ENFORCED, first.source(), first.message(), first.fix());
  }
}
