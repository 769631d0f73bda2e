package dev.sluice.bundle.artifact.calendar;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.Secret;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that comes due.
///
/// @param id stable and unique in a delivery
/// @param days how many days lie between two of it; 0 for what happens once
/// @param last the last day of what lasts several, or null
record Due(
    String id,
    String summary,
    String description,
    LocalDate first,
    long days,
    @Nullable LocalDate last) {

  /// Everything that comes due in a delivery, in the order of its stages. What recurs without a
  /// written date begins one interval after the assessment.
  static List<Due> of(Material material) {
    LocalDate today = material.at().atZone(ZoneOffset.UTC).toLocalDate();
    Delivery delivery = material.delivery();
    List<Due> all = new ArrayList<>();
    freezes(delivery.context(), all);
    infrastructure(delivery.iac(), today, all);
    delivery.secrets().forEach(secret -> rotation(secret, today, all));
    drill(delivery.releaseSafety(), today, all);
    improvement(delivery.operations(), today, all);
    governance(delivery.governance(), today, all);
    delivery
        .exceptions()
        .forEach(e ->
            once(
                "exception " + e.criterion() + " " + e.scope(),
                "Exception to " + e.criterion() + " ends",
                "For " + e.scope() + ". To be mended by " + e.owner() + ": " + e.reason(),
                e.expires().atZone(ZoneOffset.UTC).toLocalDate(),
                all));
    return all;
  }

  private static void freezes(@Nullable Context context, List<Due> all) {
    Context.Constraints constraints = context == null ? null : context.constraints();
    if (constraints != null) {
      constraints
          .freezes()
          .forEach(f ->
              all.add(
                  new Due(
                      "freeze " + f.name(),
                      "Production does not change: " + f.name(),
                      "Emergency changes only.",
                      f.from(),
                      0,
                      f.to())));
    }
  }

  private static void infrastructure(@Nullable Iac iac, LocalDate today, List<Due> all) {
    Iac.Drift drift = iac == null ? null : iac.drift();
    Duration every = drift == null ? null : drift.every();
    if (drift != null && every != null && every.toDays() > 1) {
      every(
          "drift",
          "Drift of the infrastructure is looked for",
          who(drift.owner()),
          every,
          today,
          all);
    }
  }

  private static void rotation(Secret secret, LocalDate today, List<Due> all) {
    Secret.Rotation rotation = secret.rotation();
    Duration every = rotation == null ? null : rotation.every();
    if (rotation != null && every != null) {
      boolean automatic = Boolean.TRUE.equals(rotation.automatic());
      every(
          "rotation " + secret.name(),
          automatic
              ? "Check that secret " + secret.name() + " was rotated"
              : "Rotate secret " + secret.name(),
          who(rotation.owner() == null ? secret.owner() : rotation.owner()),
          every,
          today,
          all);
    }
  }

  private static void drill(@Nullable ReleaseSafety safety, LocalDate today, List<Due> all) {
    ReleaseSafety.Drill drill = safety == null ? null : safety.drill();
    Duration every = drill == null ? null : drill.every();
    if (drill != null && every != null) {
      String where = drill.environment();
      every(
          "drill",
          "Rollback drill" + (where == null ? "" : " in " + where),
          who(drill.owner()),
          every,
          today,
          all);
    }
  }

  private static void improvement(@Nullable Operations operations, LocalDate today, List<Due> all) {
    Operations.Improvement better = operations == null ? null : operations.improvement();
    Duration every = better == null ? null : better.every();
    if (better != null && every != null) {
      String ranking = better.ranking();
      every(
          "improvement",
          "Review of the platform's debt",
          who(better.owner()) + (ranking == null ? "" : " Ranked by " + ranking + "."),
          every,
          today,
          all);
    }
  }

  private static void governance(@Nullable Governance governance, LocalDate today, List<Due> all) {
    if (governance == null) {
      return;
    }
    Governance.Reviews reviews = governance.reviews();
    Duration every = reviews == null ? null : reviews.every();
    if (reviews != null && every != null) {
      LocalDate next = reviews.next() == null ? today.plusDays(days(every)) : reviews.next();
      all.add(
          new Due(
              "review", "Review of the delivery", who(reviews.owner()), next, days(every), null));
    }
    for (Governance.Risk risk : governance.risks()) {
      LocalDate expires = risk.expires();
      if (expires != null) {
        once(
            "risk " + risk.risk(),
            "Accepted risk ends: " + risk.risk(),
            who(risk.owner()),
            expires,
            all);
      }
    }
    for (Governance.ResidualRisk risk : governance.residualRisks()) {
      LocalDate by = risk.by();
      if (by != null) {
        String next = risk.nextAction() == null ? "" : " Next: " + risk.nextAction() + ".";
        once("residual " + risk.risk(), "Due: " + risk.risk(), who(risk.owner()) + next, by, all);
      }
    }
  }

  private static void every(
      String id,
      String summary,
      String description,
      Duration every,
      LocalDate today,
      List<Due> all) {
    all.add(new Due(id, summary, description, today.plusDays(days(every)), days(every), null));
  }

  private static void once(
      String id, String summary, String description, LocalDate day, List<Due> all) {
    all.add(new Due(id, summary, description, day, 0, null));
  }

  private static long days(Duration every) {
    return Math.max(1, every.toDays());
  }

  private static String who(@Nullable String owner) {
    return owner == null ? "Nobody is named for it." : "By " + owner + ".";
  }
}
