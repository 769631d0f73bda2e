package dev.sluice.flow.secretsconfig.rollback;

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

/// Configuration can go back to any earlier version, as quickly as the artifact can.
@AutoService(Criterion.class)
public final class Rollback implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "config.rollback",
              Stage.SECRETS_CONFIG,
              "Can configuration go back to any earlier version?",
              "An artifact that goes back while its settings do not runs in a combination that"
                  + " nobody tested.",
              "state `config.rollback` with `to: any-version` and `how`")
          .enforced(
              "keep production's settings in files, and let every commit deploy them by itself:"
                  + " then an earlier commit brings back an earlier version")
          .proven(
              "configuration went back to an earlier version (a run of kind `config-rollback`)",
              Duration.ofDays(180))
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
    Config.Rollback rollback = config == null ? null : config.rollback();
    if (rollback != null) {
      declared(rollback, answer);
    }
    observed(ConfigDelivery.of(subject), answer);
    for (Run run : subject.runs(Run.Kind.CONFIG_ROLLBACK).stream().limit(1).toList()) {
      if (run.succeeded()) {
        answer.proven(run.source(), run.summary(), run.at());
      } else {
        answer.gap(
            Level.PROVEN,
            run.source(),
            "the last rollback of configuration failed",
            "find out why, and try again");
      }
    }
    return answer.done();
  }

  private static void declared(Config.Rollback rollback, Answer.Builder answer) {
    if (rollback.to() != Config.RollbackTo.ANY_VERSION) {
      answer.gap(
          Level.DECLARED,
          rollback.at().of("to"),
          "configuration is not said to go back further than one version",
          "set `to: any-version`");
    } else if (rollback.how() == null) {
      answer.gap(
          Level.DECLARED,
          rollback.at().source(),
          "it is not said how configuration goes back",
          "add `how`");
    } else {
      answer.declared(
          rollback.at().source(), "configuration goes back to any version: " + rollback.how());
    }
  }

  private static void observed(ConfigDelivery delivery, Answer.Builder answer) {
    if (delivery.keys().isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no file of the repository holds settings of production, so no commit brings them back",
          "keep production's settings in the repository, in its overlay say");
    } else if (delivery.by().isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          delivery.keys().getFirst().source(),
          "a commit that takes these settings back is deployed by nothing here",
          "deploy production on every commit, by a job or by a GitOps application");
    } else {
      ConfigDelivery.By by = delivery.by().get();
      answer.enforced(
          delivery.keys().getFirst().source(), "production's settings stand in the repository");
      answer.enforced(by.source(), by.what() + " deploys an earlier commit like every other");
    }
  }
}
