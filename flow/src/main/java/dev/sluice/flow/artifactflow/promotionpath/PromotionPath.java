package dev.sluice.flow.artifactflow.promotionpath;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.time.Duration;
import java.util.List;

/// Every release enters production along one declared path, with checks at every hop, and no job
/// goes round it.
@AutoService(Criterion.class)
public final class PromotionPath implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "artifact-flow.promotion-path",
              Stage.ARTIFACT_FLOW,
              "Is there one path into each production environment, with entry checks at every hop?",
              "A second way into production is the one that an untested release takes.",
              "set `promotesFrom`, and `checks` or `soak`, for each environment above the first")
          .enforced(
              "let the job that enters an environment need the job that entered the one before")
          .proven("a promotion went along the path", Duration.ofDays(30))
          .reads(Pipeline.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<Environment> environments = subject.delivery().environments();
    if (environments.size() == 1) {
      return Answer.notApplicable("there is only one environment, and so no hop");
    }
    Answer.Builder answer = Answer.build();
    PipelineGraph graph = subject.pipelines();
    for (Environment environment : environments) {
      if (!environment.promotesFrom().isEmpty()) {
        declared(environment, answer);
        enforced(environment, environments, graph, answer);
      } else if (environment.production()) {
        answer.gap(
            Level.DECLARED,
            environment.at().source(),
            "nothing says what is promoted into " + environment.name(),
            "set `promotesFrom`");
      }
    }
    subject.runs(Run.Kind.PROMOTION).stream()
        .filter(Run::succeeded)
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static void declared(Environment environment, Answer.Builder answer) {
    answer.declared(
        environment.at().of("promotesFrom"),
        environment.name() + " is promoted from " + String.join(", ", environment.promotesFrom()));
    if (environment.checks().isEmpty() && environment.soak() == null) {
      String message = "nothing is checked before a release enters " + environment.name();
      String fix = "add `checks` or `soak`";
      answer.gap(Level.DECLARED, environment.at().source(), message, fix);
      answer.gap(Level.ENFORCED, environment.at().source(), message, fix);
    }
  }

  private static void enforced(
      Environment environment, List<Environment> all, PipelineGraph graph, Answer.Builder answer) {
    List<Environment> below =
        all.stream().filter(e -> environment.promotesFrom().contains(e.name())).toList();
    List<Node> entering = graph.nodes().stream().filter(n -> enters(n, environment)).toList();
    boolean pathInPipelines =
        graph.nodes().stream().anyMatch(n -> below.stream().anyMatch(b -> enters(n, b)));
    if (entering.isEmpty() || !pathInPipelines) {
      answer.cannotSee(
          Level.ENFORCED,
          "no pipeline in this repository takes a release from "
              + String.join(", ", environment.promotesFrom())
              + " to "
              + environment.name(),
          "let one pipeline deploy both, the second needing the first");
      return;
    }
    entering.forEach(node -> hop(node, environment, below, answer));
  }

  private static void hop(
      Node node, Environment environment, List<Environment> below, Answer.Builder answer) {
    String names = String.join(", ", environment.promotesFrom());
    if (node.before().stream().anyMatch(n -> below.stream().anyMatch(b -> enters(n, b)))) {
      answer.enforced(
          place(node),
          "job " + node.job().id() + " enters " + environment.name() + " only after " + names);
    } else if (node.events().stream().anyMatch(Event::branch)) {
      answer.contradicted(
          place(node),
          "job "
              + node.job().id()
              + " enters "
              + environment.name()
              + " without having entered "
              + names,
          "let it need the job that enters " + names);
    } else {
      answer.cannotSee(
          Level.ENFORCED,
          "job " + node.job().id() + " enters " + environment.name() + " in a run of its own",
          "let it need the job that enters " + names);
    }
  }

  private static boolean enters(Node node, Environment environment) {
    String name = node.environment();
    return name != null && environment.isCalled(name) && !node.onlyRollsBack();
  }

  private static Source place(Node node) {
    Text environment = node.job().environment();
    return environment == null ? node.job().source() : environment.source();
  }
}
