package dev.sluice.flow.secretsconfig.ownership;

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
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.secretsconfig.Secrets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every secret has an owner, so that somebody can be asked to renew or revoke it.
@AutoService(Criterion.class)
public final class Ownership implements Criterion {
  private static final String PIPELINE = "pipeline";

  private static final Definition DEFINITION =
      Definition.of(
              "secrets.ownership",
              Stage.SECRETS_CONFIG,
              "Does every secret have an owner?",
              "A secret that belongs to nobody is never renewed, and nobody dares to revoke it.",
              "list every secret in `secrets` with its `owner`, those that pipelines use among them")
          .reads(SecretUse.class, SecretSource.class, LeakedSecret.class, Deployable.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    if (Secrets.none(subject)) {
      return Secrets.unused(subject);
    }
    Answer.Builder answer = Answer.build();
    List<Secret> secrets = subject.delivery().secrets();
    secrets.forEach(secret -> declared(secret, answer));
    Set<String> said = new HashSet<>();
    subject.facts(SecretUse.class).stream()
        .filter(use -> !Secrets.declared(use.name(), secrets) && said.add(use.name()))
        .forEach(use -> undeclared(use, answer));
    return answer.done();
  }

  private static void declared(Secret secret, Answer.Builder answer) {
    if (secret.owner() != null) {
      answer.declared(secret.at().of("owner"), secret.owner() + " owns " + secret.name());
    } else {
      answer.gap(
          Level.DECLARED,
          secret.at().source(),
          "secret " + secret.name() + " has no owner",
          "add `owner`");
    }
  }

  /// A pipeline names each secret by itself; a workload names an object that may hold several of
  /// other names.
  private static void undeclared(SecretUse use, Answer.Builder answer) {
    if (use.by().equals(PIPELINE)) {
      answer.gap(
          Level.DECLARED,
          use.source(),
          "secret " + use.name() + " is used here, and nobody is said to own it",
          "add `{name: " + use.name() + ", owner: …}` to `secrets`");
    } else {
      answer.information(use.source(), "secret " + use.name() + " is used here");
    }
  }
}
