package dev.sluice.flow.cd.healthchecks;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Workload;
import java.util.List;
import java.util.Set;

/// Production workloads say when they are ready, and a release says when it is healthy.
@AutoService(Criterion.class)
public final class HealthChecks implements Criterion {
  private static final Set<String> SERVING =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout", "ReplicaSet");
  private static final Definition DEFINITION =
      Definition.of(
              "cd.health-checks",
              Stage.CD,
              "Does every production workload have a readiness check, and every release a health"
                  + " check?",
              "Without a readiness check traffic reaches what cannot answer yet, on every single"
                  + " release.",
              "list `cd.healthChecks` of kind `readiness` and `release`")
          .enforced("give every production workload a readiness probe")
          .onlyOfWhatRuns()
          .reads(Workload.class, HealthCheck.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Cd cd = subject.delivery().cd();
    if (cd != null && !cd.healthChecks().isEmpty()) {
      declared(cd, answer);
    }
    List<Workload> production =
        subject.facts(Workload.class).stream()
            .filter(w -> SERVING.contains(w.kind()))
            .filter(w -> w.environment() != null && subject.isProduction(w.environment()))
            .toList();
    production.forEach(workload -> enforced(workload, answer));
    if (production.isEmpty() && subject.delivery().written()) {
      answer.cannotSee(
          Level.ENFORCED,
          "no production workload is in this repository",
          "keep what deploys production here, or run the check where it is");
    }
    return answer.done();
  }

  private static void declared(Cd cd, Answer.Builder answer) {
    cd.healthChecks()
        .forEach(check -> answer.declared(check.at().source(), "health check " + check.name()));
    for (Cd.CheckKind kind : List.of(Cd.CheckKind.READINESS, Cd.CheckKind.RELEASE)) {
      if (cd.healthChecks().stream().noneMatch(check -> check.kind() == kind)) {
        String word = kind == Cd.CheckKind.READINESS ? "readiness" : "release";
        answer.gap(
            Level.DECLARED,
            cd.at().of("healthChecks"),
            "no health check of kind " + word,
            "add one with `kind: " + word + "`");
      }
    }
  }

  private static void enforced(Workload workload, Answer.Builder answer) {
    workload.healthChecks().stream()
        .filter(check -> check.kind() == HealthCheck.Kind.READINESS)
        .findFirst()
        .ifPresentOrElse(
            check ->
                answer.enforced(
                    check.source(),
                    workload.kind() + " " + workload.name() + " says when it is ready"),
            () ->
                answer.gap(
                    Level.ENFORCED,
                    workload.source(),
                    workload.kind() + " " + workload.name() + " has no readiness probe",
                    "add a readinessProbe"));
  }
}
