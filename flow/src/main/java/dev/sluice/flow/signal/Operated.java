package dev.sluice.flow.signal;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Tag;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whether a repository brings something to where it runs, or publishes it for others to run: a
/// library, a tool, an image that anybody may pull. What is published has no traffic to measure and
/// nothing to roll out.
public final class Operated {
  private static final String TOPOLOGY = "artifact-flow.topology";

  /// What names an environment that something else than a release may enter: a job that only reads
  /// its secrets, a file for whoever wants to run it at home.
  private static final Set<String> LOOSE = Set.of("deploy job", "compose file", "workspace");

  private Operated() {}

  /// Whether something is run from here. What can be run, and gets version numbers and a chart or a
  /// pipeline that publishes it, is for others where no environment is entered.
  public static boolean here(Delivery delivery, Facts facts) {
    List<Context.Type> types = types(delivery);
    if (!types.isEmpty()) {
      return types.contains(Context.Type.SERVICE);
    }
    if (entered(delivery, facts)) {
      return true;
    }
    boolean charts = facts.of(Deployable.class).stream().anyMatch(d -> d.via().equals("chart"));
    boolean published =
        !facts.of(Tag.class).isEmpty() && (charts || does(facts, Activity.Kind.PUBLISH));
    boolean runnable =
        !facts.of(Deployable.class).isEmpty()
            || !facts.of(Workload.class).isEmpty()
            || !facts.of(Migration.class).isEmpty()
            || does(facts, Activity.Kind.DEPLOY);
    return runnable && !published;
  }

  /// What the services are said to be.
  private static List<Context.Type> types(Delivery delivery) {
    Context context = delivery.context();
    return context == null
        ? List.of()
        : context.services().stream().flatMap(s -> Stream.ofNullable(s.type())).toList();
  }

  /// Whether some file or pipeline brings something into an environment, or somebody says so.
  private static boolean entered(Delivery delivery, Facts facts) {
    boolean assumed =
        delivery.assumptions().stream()
            .anyMatch(a -> a.criterion().equals(TOPOLOGY) && a.covers("environments.name"));
    boolean declared =
        !assumed
            && delivery.productionEnvironments().stream()
                .anyMatch(environment -> !isRegistry(environment, facts));
    return declared
        || !facts.of(GitOpsApplication.class).isEmpty()
        || facts.of(Workload.class).stream()
            .anyMatch(w -> w.environment() != null && !w.tool().equals("compose"))
        || facts.of(EnvironmentSeen.class).stream().anyMatch(Operated::runsIn);
  }

  /// Whether jobs enter an environment only to publish: `pypi`, `npm`.
  private static boolean isRegistry(Environment environment, Facts facts) {
    List<Job> jobs =
        facts.of(Job.class).stream()
            .filter(job -> {
              Text named = job.environment();
              return named != null && environment.isCalled(named.value());
            })
            .toList();
    return !jobs.isEmpty()
        && jobs.stream().allMatch(job -> does(job.steps(), Activity.Kind.PUBLISH));
  }

  private static boolean runsIn(EnvironmentSeen seen) {
    return !LOOSE.contains(seen.via())
        || (!seen.via().equals("compose file") && EnvironmentNames.isProduction(seen.name()));
  }

  private static boolean does(Facts facts, Activity.Kind kind) {
    return does(facts.of(Step.class), kind);
  }

  private static boolean does(List<Step> steps, Activity.Kind kind) {
    return steps.stream()
        .flatMap(step -> step.activities().stream())
        .anyMatch(activity -> activity.kind() == kind);
  }
}
