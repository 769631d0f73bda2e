package dev.sluice.flow.artifactflow.buildonce;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Artifact;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An artifact is built once; every environment gets that build.
@AutoService(Criterion.class)
public final class BuildOnce implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "artifact-flow.build-once",
              Stage.ARTIFACT_FLOW,
              "Is each artifact built once, and that build promoted?",
              "Production's own build is one that nobody tested.",
              "name the one job that builds it as `builtBy` of each entry of `artifacts`")
          .enforced(
              "let one job build and publish, and let the jobs that enter each environment only"
                  + " deploy what it published")
          .proven(
              "a promotion found the same digest below production and in it", Duration.ofDays(30))
          .reads(Pipeline.class, Deployment.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    subject.delivery().artifacts().forEach(artifact -> declared(artifact, answer));
    PipelineGraph graph = subject.pipelines();
    List<Node> production =
        graph.nodes().stream().filter(n -> entersProduction(n, subject)).toList();
    List<Node> below =
        graph.nodes().stream()
            .filter(n -> n.environment() != null && !entersProduction(n, subject))
            .toList();
    production.forEach(node -> pipeline(node, below, answer));
    sameDigest(subject, graph, answer);
    if (production.isEmpty() && subject.delivery().written()) {
      notSeen(subject, answer);
    }
    subject.runs(Run.Kind.PROMOTION).stream()
        .filter(run -> run.succeeded() && run.values().containsKey("digest"))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static void declared(Artifact artifact, Answer.Builder answer) {
    if (artifact.builtBy() != null) {
      answer.declared(
          artifact.at().of("builtBy"), artifact.name() + " is built by job " + artifact.builtBy());
    } else {
      answer.gap(
          Level.DECLARED,
          artifact.at().source(),
          "nothing says which job builds " + artifact.name(),
          "add `builtBy`");
    }
  }

  private static boolean entersProduction(Node node, Subject subject) {
    String environment = node.environment();
    return environment != null && subject.isProduction(environment);
  }

  private static void pipeline(Node node, List<Node> below, Answer.Builder answer) {
    List<Node> before = node.before();
    Optional<Activity> again = builds(Stream.of(node)).findFirst();
    Optional<Activity> published =
        before.stream().flatMap(n -> activities(n, Activity.Kind.PUBLISH)).findFirst();
    if (again.isEmpty()) {
      published.ifPresent(p ->
          answer.enforced(
              p.source(),
              "job " + node.job().id() + " deploys what " + p.tool() + " published here"));
      return;
    }
    boolean builtBelow =
        builds(below.stream().flatMap(n -> withBefore(n, node))).findAny().isPresent();
    if (builtBelow || published.isPresent()) {
      answer.contradicted(
          again.get().source(),
          "job "
              + node.job().id()
              + " builds again for "
              + node.environment()
              + ", with "
              + again.get().tool(),
          "deploy what was built and tested before");
    }
  }

  /// A job and what ran before it, as far as the other does not wait for the same.
  private static Stream<Node> withBefore(Node node, Node other) {
    List<Node> shared = other.before();
    return Stream.concat(
        Stream.of(node),
        node.before().stream().filter(n -> !n.equals(other) && !shared.contains(n)));
  }

  private static Stream<Activity> builds(Stream<Node> nodes) {
    return nodes.flatMap(n -> activities(n, Activity.Kind.BUILD));
  }

  private static Stream<Activity> activities(Node node, Activity.Kind kind) {
    return node.steps().stream()
        .flatMap(s -> s.step().activities().stream())
        .filter(a -> a.kind() == kind);
  }

  /// Where manifests pin digests, the same digest below production and in it is the same build: of
  /// what is built here, not of what others publish.
  private static void sameDigest(Subject subject, PipelineGraph graph, Answer.Builder answer) {
    Set<String> built = built(graph);
    List<Deployment> pinned =
        subject.facts(Deployment.class).stream()
            .filter(d -> d.environment() != null && d.image().pinned())
            .filter(d -> isOwn(d.image(), subject.delivery().artifacts(), built))
            .toList();
    for (Deployment there : pinned) {
      pinned.stream()
          .filter(d -> inProduction(there, subject) && !inProduction(d, subject))
          .filter(d -> String.valueOf(d.image().digest()).equals(there.image().digest()))
          .findFirst()
          .ifPresent(d ->
              answer.enforced(
                  there.source(),
                  there.image().shortName() + " is the build that runs in " + d.environment()));
    }
  }

  /// The images that pipelines here build or publish, without tags.
  private static Set<String> built(PipelineGraph graph) {
    return graph.nodes().stream()
        .flatMap(n ->
            Stream.concat(activities(n, Activity.Kind.BUILD), activities(n, Activity.Kind.PUBLISH)))
        .flatMap(a -> Stream.ofNullable(a.target()))
        .map(target -> Image.parse(target).name())
        .collect(Collectors.toSet());
  }

  private static boolean isOwn(Image image, List<Artifact> artifacts, Set<String> built) {
    return built.contains(image.name())
        || artifacts.stream()
            .anyMatch(a ->
                image.name().equals(a.repository())
                    || (a.repository() == null && image.shortName().equals(a.name())));
  }

  private static boolean inProduction(Deployment deployment, Subject subject) {
    String environment = deployment.environment();
    return environment != null && subject.isProduction(environment);
  }

  private static void notSeen(Subject subject, Answer.Builder answer) {
    boolean manifests =
        subject.facts(Deployment.class).stream().anyMatch(d -> inProduction(d, subject));
    if (!manifests) {
      answer.cannotSee(
          Level.ENFORCED,
          "no pipeline in this repository enters production",
          "keep what deploys production here, or run the check where it is");
    }
  }
}
