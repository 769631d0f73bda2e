package dev.sluice.flow.secretsconfig.promotion;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Config;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.secretsconfig.ConfigDelivery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Configuration has a version and goes the way of the artifact, so that what was tested is what
/// runs.
@AutoService(Criterion.class)
public final class Promotion implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "config.promotion",
              Stage.SECRETS_CONFIG,
              "Is configuration versioned, and promoted with the artifact?",
              "A setting that was changed by hand in one place is the difference that nobody looks"
                  + " for.",
              "state `sources` and `versionedWith` in `config`, and in `config.differences` every"
                  + " key that environments do not share")
          .enforced(
              "keep production's settings in files, and let the job or the GitOps application that"
                  + " deploys the artifact deploy them too")
          .proven(
              "a promotion carried a version of the configuration with the artifact (a run of kind"
                  + " `promotion` with the values `digest` and `config`)",
              Duration.ofDays(30))
          .onlyOfWhatRuns()
          .reads(ConfigKey.class, GitOpsApplication.class, Pipeline.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Config config = subject.delivery().config();
    if (config != null) {
      declared(config, answer);
    }
    Differences.of(subject).forEach(difference -> difference.add(answer));
    observed(ConfigDelivery.of(subject), config, answer);
    subject.runs(Run.Kind.PROMOTION).stream()
        .filter(Run::succeeded)
        .filter(run -> run.values().containsKey("config") && run.values().containsKey("digest"))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static void declared(Config config, Answer.Builder answer) {
    if (config.sources().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          config.at().source(),
          "it is not said where the configuration is kept",
          "add `sources`");
    } else if (config.versionedWith() == null) {
      answer.gap(
          Level.DECLARED,
          config.at().source(),
          "it is not said what the version of the configuration is tied to",
          "add `versionedWith: artifact`");
    } else {
      answer.declared(
          config.at().of("sources"),
          "configuration is kept in " + String.join(", ", config.sources()));
    }
  }

  private static void observed(
      ConfigDelivery delivery, @Nullable Config config, Answer.Builder answer) {
    if (delivery.keys().isEmpty()) {
      if (config != null && !config.sources().isEmpty()) {
        answer.cannotSee(
            Level.ENFORCED,
            "which of the declared files production runs with cannot be told",
            "deploy them as an object that names its environment, a ConfigMap of its overlay say");
      } else {
        answer.gap(
            Level.ENFORCED,
            "no file of the repository holds settings of production",
            "keep production's settings in the repository, in its overlay say");
      }
      return;
    }
    ConfigKey first = delivery.keys().getFirst();
    delivery
        .by()
        .ifPresentOrElse(
            by -> {
              answer.enforced(first.source(), "production's settings stand in the repository");
              answer.enforced(by.source(), by.what() + " deploys them with the artifact");
            },
            () ->
                answer.gap(
                    Level.ENFORCED,
                    first.source(),
                    "nothing in the repository deploys these settings to production",
                    "let the job that deploys the artifact deploy them too"));
  }
}
