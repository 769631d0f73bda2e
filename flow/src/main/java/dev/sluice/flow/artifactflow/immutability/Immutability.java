package dev.sluice.flow.artifactflow.immutability;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Artifact;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Run;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Production refers to every artifact by content, so that what was tested is what runs.
@AutoService(Criterion.class)
public final class Immutability implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "artifact-flow.immutability",
              Stage.ARTIFACT_FLOW,
              "Is every artifact in production referred to by digest?",
              "A tag can be moved: what was tested is then not what runs, and a rollback deploys"
                  + " something else.",
              "state `immutability: digest` for each entry of `artifacts`")
          .enforced("pin every image that production deploys with `@sha256:…`")
          .proven(
              "a promotion found the same digest below production and in it", Duration.ofDays(30))
          .reads(Deployment.class, Run.class);

  /// Tools whose objects are for clusters, not for somebody's own machine.
  private static final Set<String> TO_CLUSTERS = Set.of("kubernetes", "kustomize", "helm");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    subject.delivery().artifacts().forEach(artifact -> declared(artifact, answer));
    List<Deployment> production =
        subject.facts(Deployment.class).stream().filter(d -> inProduction(d, subject)).toList();
    production.forEach(deployment -> observed(deployment, answer));
    if (production.isEmpty()) {
      unnamed(subject, answer);
    }
    subject.runs(Run.Kind.PROMOTION).stream()
        .filter(run -> run.succeeded() && run.values().containsKey("digest"))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static boolean inProduction(Deployment deployment, Subject subject) {
    String environment = deployment.environment();
    return environment != null && subject.isProduction(environment);
  }

  /// What goes to a cluster, into an environment that nobody named.
  private static void unnamed(Subject subject, Answer.Builder answer) {
    List<Image> images =
        subject.facts(Deployment.class).stream()
            .filter(d -> d.environment() == null && TO_CLUSTERS.contains(d.tool()))
            .map(Deployment::image)
            .toList();
    if (!images.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          images.stream().filter(Image::pinned).count()
              + " of "
              + images.size()
              + " deployed images are pinned by digest, but none is in an environment that has a"
              + " name: whether production is among them cannot be told",
          "keep what production deploys in a directory or a namespace of its name");
    }
  }

  private static void declared(Artifact artifact, Answer.Builder answer) {
    if (artifact.immutability() == Artifact.Immutability.DIGEST) {
      answer.declared(
          artifact.at().of("immutability"), artifact.name() + " is referred to by digest");
    } else {
      answer.gap(
          Level.DECLARED,
          artifact.at().of("immutability"),
          artifact.name() + " is not declared to be referred to by digest",
          "set `immutability: digest`");
    }
  }

  private static void observed(Deployment deployment, Answer.Builder answer) {
    if (deployment.unresolved() != null && deployment.image().digest() != null) {
      answer.enforced(
          deployment.source(),
          deployment.image().shortName() + " is deployed by the digest that it is given");
    } else if (deployment.unresolved() != null) {
      answer.cannotSee(
          Level.ENFORCED,
          "which image "
              + deployment.workload()
              + " runs cannot be told: "
              + deployment.unresolved(),
          "write the image with its digest where it is deployed");
    } else if (deployment.image().pinned()) {
      answer.enforced(deployment.source(), deployment.image().shortName() + " is pinned by digest");
    } else {
      String tag = deployment.image().tag();
      answer.contradicted(
          deployment.source(),
          "image "
              + deployment.image()
              + (tag == null ? " has neither tag nor digest" : " is a mutable tag"),
          "pin it as " + deployment.image() + "@sha256:…");
    }
  }
}
