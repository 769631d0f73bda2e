package dev.sluice.flow.secretsconfig;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How production's configuration gets there, as far as the repository shows it. Whoever asks reads
/// [ConfigKey], [GitOpsApplication] and [Pipeline].
///
/// @param keys production's keys that stand in files
/// @param by what puts these files into production without a hand
public record ConfigDelivery(List<ConfigKey> keys, Optional<By> by) {
  private static final Set<String> BY_COMMIT = Set.of("push", "workflow_run", "workflow_call");

  /// What delivers.
  public record By(Source source, String what) {}

  /// Looks for it.
  public static ConfigDelivery of(Subject subject) {
    List<ConfigKey> keys =
        subject.facts(ConfigKey.class).stream()
            .filter(key -> key.environment() != null && subject.isProduction(key.environment()))
            .toList();
    return new ConfigDelivery(keys, applications(subject).or(() -> job(subject)));
  }

  private static Optional<By> applications(Subject subject) {
    return subject.facts(GitOpsApplication.class).stream()
        .filter(a -> a.automated())
        .filter(a -> a.environment() == null || subject.isProduction(a.environment()))
        .findFirst()
        .map(a -> new By(a.source(), a.tool() + " " + a.name()));
  }

  /// A job that deploys to production after a commit: a new commit is then a new configuration, or
  /// an old one again.
  private static Optional<By> job(Subject subject) {
    return subject.facts(Pipeline.class).stream()
        .filter(p -> p.triggers().stream().anyMatch(t -> BY_COMMIT.contains(t.event())))
        .flatMap(p -> p.jobs().stream())
        .filter(job -> inProduction(job, subject))
        .flatMap(ConfigDelivery::deploying)
        .findFirst();
  }

  private static boolean inProduction(Job job, Subject subject) {
    Text environment = job.environment();
    return environment != null && subject.isProduction(environment.value());
  }

  private static Stream<By> deploying(Job job) {
    return job.steps().stream()
        .flatMap(step -> step.activities().stream())
        .filter(activity -> activity.kind() == Activity.Kind.DEPLOY)
        .map(activity -> new By(activity.source(), "job " + job.id()));
  }
}
