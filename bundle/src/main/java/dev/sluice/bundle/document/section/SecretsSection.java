package dev.sluice.bundle.document.section;

import static java.util.stream.Collectors.joining;

import dev.sluice.flow.delivery.Config;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Secret;
import dev.sluice.flow.delivery.SecretsPolicy;
import org.jspecify.annotations.Nullable;

/// Who owns each secret, how it is renewed and taken in an emergency; how configuration travels.
final class SecretsSection {
  private SecretsSection() {}

  static void topics(Topics topics) {
    Delivery delivery = topics.material().delivery();
    Topics.Rows secrets =
        topics
            .topic(
                "secrets",
                "Secrets",
                "secrets.ownership",
                "secrets.access",
                "secrets.store",
                "secrets.rotation")
            .columns("Secret", "Owner", "Kept in", "Access", "Rotated every", "Rotated by");
    delivery.secrets().forEach(secret -> secret(secrets, secret));
    secrets.end();
    policy(topics, delivery.secretsPolicy());
    config(topics, delivery.config());
  }

  private static void secret(Topics.Rows rows, Secret secret) {
    Secret.Rotation rotation = secret.rotation();
    String access =
        secret.access().stream()
            .map(a -> a.role() + ": " + Words.of(a.verbs()))
            .collect(joining("; "));
    String by =
        rotation == null
            ? ""
            : Words.join(
                ", ",
                Words.of(rotation.owner()),
                Boolean.TRUE.equals(rotation.automatic()) ? "by a machine" : "");
    rows.row(
        secret.at().source(),
        secret.name(),
        secret.owner(),
        secret.store(),
        access,
        rotation == null ? null : rotation.every(),
        by);
  }

  private static void policy(Topics topics, @Nullable SecretsPolicy policy) {
    Topics.Rows rows =
        topics
            .topic("break-glass", "Emergency access", "secrets.break-glass")
            .columns("Taken by", "At most", "Told", "Rotated after, within");
    Topics.Rows alerts =
        topics
            .topic("secret-alerts", "Alerts on risky events", "secrets.alerting")
            .columns("Event", "Told", "Owner");
    SecretsPolicy.BreakGlass glass = policy == null ? null : policy.breakGlass();
    if (glass != null) {
      rows.row(
          glass.at().source(),
          glass.who(),
          glass.maxDuration(),
          glass.notifies(),
          glass.rotateWithin());
    }
    if (policy != null) {
      policy.alerts().forEach(a -> alerts.row(a.at().source(), a.event(), a.notifies(), a.owner()));
    }
    rows.end();
    alerts.end();
  }

  private static void config(Topics topics, @Nullable Config config) {
    Topics.Rows rows =
        topics
            .topic(
                "config",
                "Configuration",
                "config.promotion",
                "config.validation",
                "config.rollback")
            .columns("Configuration", "Holds");
    if (config != null) {
      rows.say(config.at().of("sources"), "Stands in", config.sources());
      rows.say(config.at().of("versionedWith"), "Its version is that of", config.versionedWith());
      checkedAndReturned(rows, config);
      for (Config.Difference d : config.differences()) {
        String only = Words.with("only in ", d.environments(), "");
        rows.say(d.at().source(), "The key " + d.key(), Words.join(": ", only, d.reason()));
      }
    }
    rows.end();
  }

  private static void checkedAndReturned(Topics.Rows rows, Config config) {
    Config.Validation validation = config.validation();
    if (validation != null) {
      rows.say(validation.at().of("schema"), "Checked against", validation.schema());
      rows.say(validation.at().of("job"), "Checked by", validation.job());
    }
    Config.Rollback rollback = config.rollback();
    if (rollback != null) {
      rows.say(rollback.at().of("to"), "Goes back to", rollback.to());
      rows.say(rollback.at().of("how"), "By", rollback.how());
    }
  }
}
