package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.ReleaseSafety.ConfigCompatibility;
import dev.sluice.flow.delivery.ReleaseSafety.Schema;
import dev.sluice.flow.delivery.ReleaseSafety.Trigger;

/// What starts a rollback, what acts on it, and what shows that it helped.
final class ReleaseSafetySection {
  private ReleaseSafetySection() {}

  static void topics(Topics topics) {
    Delivery delivery = topics.material().delivery();
    ReleaseSafety safety = delivery.releaseSafety();
    Topics.Rows triggers =
        topics
            .topic(
                "triggers",
                "What starts a rollback",
                "release-safety.triggers",
                "release-safety.automation")
            .columns("Trigger", "Environments", "Signal", "Healthy while", "Does", "Within", "By");
    Topics.Rows compatible =
        topics
            .topic(
                "compatibility",
                "Compatibility of data and configuration",
                "release-safety.schema-compatibility",
                "release-safety.config-compatibility")
            .columns("Subject", "Holds");
    Topics.Rows recovery =
        topics
            .topic(
                "recovery",
                "What shows that a rollback helped",
                "release-safety.recovery-validation",
                "release-safety.drill",
                "release-safety.blast-radius")
            .columns("Subject", "Holds");
    if (safety != null) {
      safety.triggers().forEach(trigger -> trigger(triggers, trigger, delivery));
      compatible(compatible, safety);
      recovery(recovery, safety);
    }
    triggers.end();
    compatible.end();
    recovery.end();
  }

  private static void trigger(Topics.Rows rows, Trigger trigger, Delivery delivery) {
    Cd.Comparison side = trigger.comparison();
    String bound =
        side == null || trigger.threshold() == null
            ? ""
            : Words.join(
                " ",
                Words.of(side),
                Words.of(trigger.threshold()),
                Words.with("over ", trigger.window(), ""));
    rows.row(
        trigger.at().source(),
        trigger.name(),
        trigger.environments().isEmpty() ? "every production" : trigger.environments(),
        trigger.signal(),
        bound.isEmpty() && isStopCriterion(trigger, delivery) ? "as for the rollout" : bound,
        trigger.action(),
        trigger.within(),
        trigger.by());
  }

  private static boolean isStopCriterion(Trigger trigger, Delivery delivery) {
    Cd cd = delivery.cd();
    Cd.Strategy common = cd == null ? null : cd.strategy();
    boolean own =
        cd != null
            && cd.environments().stream()
                .flatMap(e -> e.strategy().analyses().stream())
                .anyMatch(a -> a.name().equals(trigger.signal()));
    return own
        || (common != null
            && common.analyses().stream().anyMatch(a -> a.name().equals(trigger.signal())));
  }

  private static void compatible(Topics.Rows rows, ReleaseSafety safety) {
    Schema schema = safety.schema();
    if (schema != null) {
      rows.say(schema.at().of("strategy"), "A schema changes by", schema.strategy());
      rows.say(
          schema.at().of("rollbackWindow"),
          "The previous version still runs for",
          schema.rollbackWindow());
      rows.say(
          schema.at().of("onIncompatible"),
          "When a rollback would cross an incompatible change",
          schema.onIncompatible());
    }
    ConfigCompatibility config = safety.config();
    if (config != null) {
      rows.say(
          config.at().of("previousVersionRunsWithNewConfig"),
          "The previous version runs with the new configuration",
          config.previousVersionRunsWithNewConfig());
      rows.say(
          config.at().of("newVersionRunsWithPreviousConfig"),
          "The new version runs with the previous configuration",
          config.newVersionRunsWithPreviousConfig());
      rows.say(config.at().of("job"), "Checked by", config.job());
    }
  }

  private static void recovery(Topics.Rows rows, ReleaseSafety safety) {
    ReleaseSafety.Recovery recovery = safety.recovery();
    if (recovery != null) {
      rows.say(recovery.at().of("checks"), "Has to pass after a rollback", recovery.checks());
      rows.say(recovery.at().of("within"), "Within", recovery.within());
    }
    ReleaseSafety.Drill drill = safety.drill();
    if (drill != null) {
      String where = Words.with("in ", drill.environment(), "");
      String who = Words.with("by ", drill.owner(), "");
      String every = Words.with("every ", drill.every(), "");
      rows.say(
          drill.at().source(), "The rollback is exercised", Words.join(" ", every, where, who));
    }
    ReleaseSafety.BlastRadius blast = safety.blastRadius();
    if (blast != null) {
      String share = Words.with("", blast.maxShare(), " % of requests");
      String count = Words.with("", blast.maxRequests(), " requests");
      rows.say(
          blast.at().source(), "A bad release reaches at most", Words.join(", ", share, count));
    }
  }
}
