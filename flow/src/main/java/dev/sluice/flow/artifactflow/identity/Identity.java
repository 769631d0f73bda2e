package dev.sluice.flow.artifactflow.identity;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Artifact;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Every artifact carries a version, a signature, a bill of materials and a provenance, and
/// somebody verifies them.
///
/// A signature that nobody verifies stops nobody, so signing alone enforces nothing.
@AutoService(Criterion.class)
public final class Identity implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "artifact-flow.identity",
              Stage.ARTIFACT_FLOW,
              "Does every artifact have a version, a verified signature, an SBOM and a provenance?",
              "Without them nobody can tell what runs, what is in it, or whether the pipeline made it.",
              "state `version`, `signing`, `sbom` and `provenance` for each entry of `artifacts`")
          .enforced(
              "sign, attest and make the SBOM in the pipeline that publishes, and verify the signature before deploying"
                  + " or at admission")
          .reads(Pipeline.class, PolicyRule.class);

  /// Events that come after something was published.
  private static final Set<String> FOLLOWING =
      Set.of("release", "workflow_run", "registry_package", "deployment");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    List<Artifact> artifacts = subject.delivery().artifacts();
    artifacts.forEach(artifact -> declared(artifact, answer));
    List<Done> done = delivering(subject);
    boolean publishes = has(done, Activity.Kind.PUBLISH);
    if (!publishes && !has(done, Activity.Kind.SIGN)) {
      nothingPublished(artifacts, answer);
      return answer.done();
    }
    making(done, answer);
    verifying(subject, done, answer);
    return answer.done();
  }

  private static void declared(Artifact artifact, Answer.Builder answer) {
    List<String> lacking =
        List.of("version", "signing", "sbom", "provenance").stream()
            .filter(key -> !artifact.at().has(key))
            .toList();
    if (lacking.isEmpty()) {
      answer.declared(
          artifact.at().source(), artifact.name() + " has version, signature, SBOM and provenance");
    } else {
      answer.gap(
          Level.DECLARED,
          artifact.at().source(),
          artifact.name() + " does not say its " + String.join(", ", lacking),
          "add " + String.join(", ", lacking));
    }
  }

  private static void nothingPublished(List<Artifact> artifacts, Answer.Builder answer) {
    if (!artifacts.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "no pipeline in this repository publishes an artifact",
          "publish and sign in a pipeline of this repository, or run the check where it is");
    }
  }

  private static void making(List<Done> done, Answer.Builder answer) {
    Map<Activity.Kind, String> made =
        Map.of(
            Activity.Kind.SIGN, "signs",
            Activity.Kind.SBOM, "makes the SBOM",
            Activity.Kind.PROVENANCE, "attests the provenance");
    List.of(Activity.Kind.SIGN, Activity.Kind.SBOM, Activity.Kind.PROVENANCE)
        .forEach(kind ->
            done.stream()
                .filter(d -> d.activity().kind() == kind && d.counts())
                .findFirst()
                .ifPresentOrElse(
                    d ->
                        answer.enforced(
                            d.activity().source(), d.activity().tool() + " " + made.get(kind)),
                    () -> notMade(kind, made.getOrDefault(kind, ""), done, answer)));
  }

  private static void notMade(
      Activity.Kind kind, String words, List<Done> done, Answer.Builder answer) {
    // A provenance attestation is a signature over the artifact's digest.
    if (kind == Activity.Kind.SIGN && has(done, Activity.Kind.PROVENANCE)) {
      return;
    }
    String message = "nothing " + words + (kind == Activity.Kind.SIGN ? " what is published" : "");
    done.stream()
        .filter(d -> d.activity().kind() == Activity.Kind.PUBLISH)
        .findFirst()
        .ifPresentOrElse(
            d -> {
              answer.information(d.activity().source(), message + " here");
              answer.gap(
                  Level.ENFORCED,
                  d.activity().source(),
                  message,
                  "add a step that " + words + " after it");
            },
            () -> answer.gap(Level.ENFORCED, message, "add a step that " + words));
  }

  private static void verifying(Subject subject, List<Done> done, Answer.Builder answer) {
    List<Activity> inPipeline =
        done.stream()
            .filter(d -> d.activity().kind() == Activity.Kind.VERIFY && d.counts())
            .map(Done::activity)
            .toList();
    List<PolicyRule> atAdmission =
        subject.facts(PolicyRule.class).stream()
            .filter(r -> r.verifiesImages() && r.blocks())
            .toList();
    inPipeline.forEach(a -> answer.enforced(a.source(), a.tool() + " verifies the signature"));
    atAdmission.forEach(
        r -> answer.enforced(r.source(), r.engine() + " admits only verified images"));
    if (inPipeline.isEmpty() && atAdmission.isEmpty()) {
      unverified(done, answer);
    }
  }

  private static void unverified(List<Done> done, Answer.Builder answer) {
    String fix = "verify it before deploying (`cosign verify`), or at admission";
    done.stream()
        .filter(d ->
            d.activity().kind() == Activity.Kind.SIGN
                || d.activity().kind() == Activity.Kind.PROVENANCE)
        .findFirst()
        .ifPresentOrElse(
            d -> {
              answer.information(d.activity().source(), "nobody verifies this signature");
              answer.gap(
                  Level.ENFORCED, d.activity().source(), "the signature is verified nowhere", fix);
            },
            () -> answer.gap(Level.ENFORCED, "no signature is made or verified", fix));
  }

  private static boolean has(List<Done> done, Activity.Kind kind) {
    return done.stream().anyMatch(d -> d.activity().kind() == kind);
  }

  /// What the pipelines do that publish or deploy, and those that follow a publication. What others
  /// sign and verify, in tests say, is not what is delivered.
  private static List<Done> delivering(Subject subject) {
    PipelineGraph graph = subject.pipelines();
    Set<Source> runs =
        graph.occurrences(Activity.Kind.PUBLISH, Activity.Kind.DEPLOY).stream()
            .map(Occurrence::node)
            .filter(node -> !graph.inThrowAwayCluster(node))
            .filter(node -> node.events().stream().anyMatch(event -> !event.change()))
            .map(node -> node.root().source())
            .collect(Collectors.toSet());
    return graph.occurrences(Activity.Kind.values()).stream()
        .filter(o -> runs.contains(o.node().root().source()) || follows(o.node()))
        .map(o -> new Done(o.step().step(), o.activity()))
        .toList();
  }

  private static boolean follows(Node node) {
    return node.events().stream().anyMatch(event -> FOLLOWING.contains(event.name()));
  }

  /// An activity with the step that does it.
  private record Done(Step step, Activity activity) {
    /// Whether its failure fails the step and the job.
    boolean counts() {
      return activity.ignored() == null && step.continueOnError() == null;
    }
  }
}
