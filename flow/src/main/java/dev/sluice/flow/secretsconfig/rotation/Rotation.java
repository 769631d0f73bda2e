package dev.sluice.flow.secretsconfig.rotation;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.measurement.IsoDuration;
import dev.sluice.flow.secretsconfig.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every secret is renewed in a stated rhythm, and the last time is known.
@AutoService(Criterion.class)
public final class Rotation implements Criterion {
  /// Resources that renew a secret by themselves.
  private static final Set<String> RENEWING =
      Set.of(
          "aws_secretsmanager_secret_rotation",
          "vault_database_secret_backend_role",
          "vault_database_secret_backend_static_role",
          "azurerm_key_vault_certificate");

  private static final Definition DEFINITION =
      Definition.of(
              "secrets.rotation",
              Stage.SECRETS_CONFIG,
              "Is every secret renewed in a stated rhythm?",
              "A secret that leaked unseen works until it is renewed; one that was never renewed cannot be renewed in a hurry.",
              "state `rotation.every` for each of `secrets`, and an `owner` there or for the secret")
          .proven(
              "each secret was renewed no longer ago than its rhythm allows (a run of kind `rotation` whose values name the `secret`)",
              Duration.ofDays(400))
          .reads(
              SecretUse.class,
              SecretSource.class,
              LeakedSecret.class,
              Deployable.class,
              IacResource.class,
              Run.class);

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
    List<Run> runs = subject.runs(Run.Kind.ROTATION);
    for (Secret secret : subject.delivery().secrets()) {
      declared(secret, answer);
      proven(secret, runs, subject, answer);
    }
    subject.facts(IacResource.class).stream()
        .filter(resource -> RENEWING.contains(resource.kind()))
        .forEach(resource ->
            answer.information(resource.source(), resource.kind() + " renews " + resource.name()));
    return answer.done();
  }

  private static void declared(Secret secret, Answer.Builder answer) {
    Secret.Rotation rotation = secret.rotation();
    if (rotation == null || rotation.every() == null) {
      answer.gap(
          Level.DECLARED,
          secret.at().of("rotation"),
          "it is not said how often " + secret.name() + " is renewed",
          "add `rotation: {every: P90D}`");
    } else if (rotation.owner() == null && secret.owner() == null) {
      answer.gap(
          Level.DECLARED,
          rotation.at().source(),
          "nobody sees to it that " + secret.name() + " is renewed",
          "add `owner`");
    } else {
      answer.declared(
          rotation.at().of("every"),
          secret.name() + " is renewed every " + IsoDuration.of(rotation.every()));
    }
  }

  private static void proven(
      Secret secret, List<Run> runs, Subject subject, Answer.Builder answer) {
    boolean single = subject.delivery().secrets().size() == 1;
    Optional<Run> last = runs.stream().filter(run -> of(run, secret, single)).findFirst();
    if (last.isEmpty()) {
      answer.gap(
          Level.PROVEN,
          secret.at().source(),
          "no run shows that " + secret.name() + " was renewed",
          "record its next rotation in `.sluice/runs/`");
      return;
    }
    Run run = last.get();
    if (!run.succeeded()) {
      answer.gap(
          Level.PROVEN,
          run.source(),
          "the last rotation of " + secret.name() + " failed",
          "rotate it");
    } else if (overdue(run, secret, subject)) {
      answer.gap(
          Level.PROVEN,
          run.source(),
          secret.name()
              + " was last renewed on "
              + run.at()
              + ", longer ago than its rhythm allows",
          "rotate it");
    } else {
      answer.proven(run.source(), run.summary(), run.at());
    }
  }

  /// Whether a run renewed this secret. A run that names none renewed the only one.
  private static boolean of(Run run, Secret secret, boolean single) {
    String named = run.values().get("secret");
    return named == null ? single : named.equals(secret.name());
  }

  private static boolean overdue(Run run, Secret secret, Subject subject) {
    Secret.Rotation rotation = secret.rotation();
    Duration every = rotation == null ? null : rotation.every();
    return every != null && run.at().plus(every).isBefore(subject.at());
  }
}
