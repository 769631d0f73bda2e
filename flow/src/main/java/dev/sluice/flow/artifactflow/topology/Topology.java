package dev.sluice.flow.artifactflow.topology;

import static java.util.stream.Collectors.joining;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.EnvironmentSeen;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every environment is declared, with its order and whether real users depend on it, and no other
/// one exists.
@AutoService(Criterion.class)
public final class Topology implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "artifact-flow.topology",
              Stage.ARTIFACT_FLOW,
              "Are the environments, their order and which of them are production explicit?",
              "An environment that nobody declared is one that no promotion, no approval and no drift check covers.",
              "list every environment under `environments`, mark production with `production: true`, and order them"
                  + " with `promotesFrom`")
          .enforced(
              "keep every declared environment as code: an overlay, a namespace, a workspace, a values file or a"
                  + " deploy job of its name")
          .reads(EnvironmentSeen.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    List<EnvironmentSeen> seen = distinct(subject.facts(EnvironmentSeen.class));
    List<Environment> declared = subject.delivery().environments();
    if (declared.isEmpty()) {
      seen.forEach(
          s -> answer.information(s.source(), s.via() + " " + s.name() + " is an environment"));
      return answer.done();
    }
    declared(subject.delivery(), answer);
    declared.forEach(environment -> enforced(environment, seen, answer));
    seen.stream()
        .filter(s -> declared.stream().noneMatch(environment -> environment.isCalled(s.name())))
        .forEach(s -> undeclared(s, declared, answer));
    return answer.done();
  }

  /// Each environment once, where it is seen first: an overlay of its name stands beside every
  /// service.
  private static List<EnvironmentSeen> distinct(List<EnvironmentSeen> seen) {
    Set<String> said = new HashSet<>();
    return seen.stream().filter(s -> said.add(s.via() + " " + s.name())).toList();
  }

  private static void declared(Delivery delivery, Answer.Builder answer) {
    List<Environment> environments = delivery.environments();
    answer.declared(
        delivery.at().of("environments"),
        "environments " + environments.stream().map(Environment::name).collect(joining(", ")));
    if (delivery.productionEnvironments().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          delivery.at().of("environments"),
          "no environment is production",
          "mark the one that real users depend on with `production: true`");
    }
    long first = environments.stream().filter(e -> e.promotesFrom().isEmpty()).count();
    environments.stream()
        .filter(e -> first > 1 && e.production() && e.promotesFrom().isEmpty())
        .forEach(e ->
            answer.gap(
                Level.DECLARED,
                e.at().source(),
                "nothing says which environment comes before " + e.name(),
                "set `promotesFrom`"));
  }

  private static void enforced(
      Environment environment, List<EnvironmentSeen> seen, Answer.Builder answer) {
    Optional<EnvironmentSeen> here =
        seen.stream().filter(s -> environment.isCalled(s.name())).findFirst();
    here.ifPresentOrElse(
        s ->
            answer.enforced(
                s.source(), environment.name() + " exists as " + s.via() + " " + s.name()),
        () ->
            answer.cannotSee(
                Level.ENFORCED,
                "nothing in this repository makes or enters " + environment.name(),
                "keep "
                    + environment.name()
                    + " as code here, or run the check where its code is"));
  }

  private static void undeclared(
      EnvironmentSeen seen, List<Environment> declared, Answer.Builder answer) {
    answer.contradicted(
        seen.source(),
        seen.via()
            + " "
            + seen.name()
            + " is an environment that delivery.yaml does not declare ("
            + declared.stream().map(Environment::name).collect(joining(", "))
            + ")",
        "declare it under `environments`, name it among the `aliases` of one, or remove it");
  }
}
