package dev.sluice.flow.secretsconfig.access;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.SecretAccess;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.secretsconfig.Secrets;
import java.time.Duration;
import java.util.List;

/// A secret can be read by the roles that need it, and by no others.
@AutoService(Criterion.class)
public final class Access implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "secrets.access",
              Stage.SECRETS_CONFIG,
              "Can each secret be read only by the roles that need it?",
              "Whoever takes over one workload can read whatever that workload may read.",
              "list `access` for each of `secrets`: a role, and what it may do")
          .enforced(
              "keep the roles as code, each with the names of the secrets that it may read (`resourceNames`) and without `*`")
          .proven(
              "somebody reviewed who can read what (a run of kind `access-review`)",
              Duration.ofDays(180))
          .reads(
              SecretAccess.class,
              SecretUse.class,
              SecretSource.class,
              LeakedSecret.class,
              Deployable.class,
              Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<SecretAccess> rules = subject.facts(SecretAccess.class);
    if (Secrets.none(subject) && rules.isEmpty()) {
      return Secrets.unused(subject);
    }
    Answer.Builder answer = Answer.build();
    subject.delivery().secrets().forEach(secret -> declared(secret, answer));
    rules.forEach(rule -> observed(rule, answer));
    if (rules.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "who may read the secrets is decided where they are kept, and no file here shows it",
          "keep the roles that may read secrets as code");
    }
    subject.runs(Run.Kind.ACCESS_REVIEW).stream()
        .filter(Run::succeeded)
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static void declared(Secret secret, Answer.Builder answer) {
    boolean complete =
        !secret.access().isEmpty()
            && secret.access().stream().noneMatch(access -> access.verbs().isEmpty());
    if (complete) {
      answer.declared(secret.at().of("access"), "it is said who may do what with " + secret.name());
    } else {
      answer.gap(
          Level.DECLARED,
          secret.at().of("access"),
          "it is not said who may do what with " + secret.name(),
          "add `access: [{role: …, verbs: [read]}]`");
    }
  }

  private static void observed(SecretAccess rule, Answer.Builder answer) {
    if (rule.broad()) {
      answer.gap(
          Level.ENFORCED,
          rule.source(),
          rule.role() + " may read every secret of its namespace or cluster",
          "name the secrets in `resourceNames`, and the verbs one by one");
    } else {
      answer.enforced(rule.source(), rule.role() + " may read named secrets only");
    }
  }
}
