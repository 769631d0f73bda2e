package dev.sluice.flow.secretsconfig.alerting;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.SecretsPolicy;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.secretsconfig.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Somebody is told when a secret is misused or overdue, and when settings change outside the
/// pipeline.
@AutoService(Criterion.class)
public final class Alerting implements Criterion {
  /// What names of alerts and of metrics hold that are about secrets: those of secret stores, of
  /// the operators that bring secrets, and of sealed ones.
  private static final List<String> WORDS =
      List.of("secret", "vault_", "breakglass", "break_glass", "break-glass", "credential");

  private static final Definition DEFINITION =
      Definition.of(
              "secrets.alerting",
              Stage.SECRETS_CONFIG,
              "Is somebody told of risky events around secrets and settings?",
              "A secret that is read by the wrong role looks like every other reading, unless somebody watches.",
              "list `secretsPolicy.alerts`, each with its `event` and whom it notifies")
          .enforced(
              "keep an alert rule that watches the secrets (their age, their refresh, their readers)")
          .proven(
              "the alert was raised on purpose and reached somebody (a run of kind `alert-test` whose values name the `alert`)",
              Duration.ofDays(180))
          .reads(
              AlertRule.class,
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
    List<AlertRule> rules =
        subject.facts(AlertRule.class).stream().filter(Alerting::watches).toList();
    if (Secrets.none(subject) && rules.isEmpty()) {
      return Secrets.unused(subject);
    }
    Answer.Builder answer = Answer.build();
    SecretsPolicy policy = Secrets.policy(subject);
    List<SecretsPolicy.Alert> alerts = policy == null ? List.of() : policy.alerts();
    alerts.forEach(alert -> declared(alert, answer));
    rules.forEach(
        rule -> answer.enforced(rule.source(), "alert " + rule.name() + " watches secrets"));
    if (rules.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no alert rule in the repository watches secrets",
          "add one, on the age of a secret's last refresh say");
    }
    Set<String> names = rules.stream().map(AlertRule::name).collect(Collectors.toSet());
    subject.runs(Run.Kind.ALERT_TEST).stream()
        .filter(run -> run.succeeded() && names.contains(run.values().getOrDefault("alert", "")))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static boolean watches(AlertRule rule) {
    String text = (rule.name() + " " + rule.expression()).toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(text::contains);
  }

  private static void declared(SecretsPolicy.Alert alert, Answer.Builder answer) {
    if (alert.notifies() != null) {
      answer.declared(alert.at().source(), alert.notifies() + " is told of " + alert.event());
    } else {
      answer.gap(
          Level.DECLARED,
          alert.at().source(),
          "nobody is told of " + alert.event(),
          "add `notify`");
    }
  }
}
