package dev.sluice.bundle.figure;

import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each owner has, in the order of the stages.
final class Owned {
  private final Map<String, Map<String, List<String>>> byOwner = new LinkedHashMap<>();

  private Owned() {}

  /// By owner, then by kind of thing.
  static Map<String, Map<String, List<String>>> of(Delivery delivery) {
    Owned owned = new Owned();
    owned.context(delivery.context());
    owned.environments(delivery.environments());
    owned.ci(delivery.ci());
    owned.iac(delivery.iac());
    delivery.secrets().forEach(owned::secret);
    owned.safety(delivery.releaseSafety());
    owned.operations(delivery.operations());
    owned.governance(delivery.governance());
    return Collections.unmodifiableMap(owned.byOwner);
  }

  private void add(@Nullable String owner, String kind, @Nullable String thing) {
    if (owner != null && !owner.isBlank() && thing != null) {
      List<String> things =
          byOwner
              .computeIfAbsent(owner, o -> new LinkedHashMap<>())
              .computeIfAbsent(kind, k -> new ArrayList<>());
      if (!things.contains(thing)) {
        things.add(thing);
      }
    }
  }

  private void context(@Nullable Context context) {
    if (context != null) {
      context.services().forEach(s -> add(s.owner(), "services", s.name()));
    }
  }

  private void environments(List<Environment> environments) {
    for (Environment environment : environments) {
      Environment.Approvals approvals = environment.approvals();
      if (approvals != null) {
        approvals.from().forEach(who -> add(who, "approves", environment.name()));
      }
    }
  }

  private void ci(@Nullable Ci ci) {
    if (ci == null) {
      return;
    }
    add(ci.owner(), "pipeline", "its files");
    for (Ci.Gate gate : ci.gates()) {
      add(gate.owner(), "gates", Words.constant(gate.kind()));
    }
    Ci.FlakyTests flaky = ci.flakyTests();
    if (flaky != null) {
      String policy = flaky.policy();
      add(flaky.owner(), "flaky tests", policy == null ? "yes" : policy);
    }
  }

  private void iac(@Nullable Iac iac) {
    if (iac == null) {
      return;
    }
    iac.sources().forEach(source -> add(source.owner(), "infrastructure", source.owns()));
    Iac.Review review = iac.review();
    if (review != null) {
      String paths = review.paths().isEmpty() ? "all" : String.join(", ", review.paths());
      review.from().forEach(who -> add(who, "reviews", paths));
    }
    Iac.Drift drift = iac.drift();
    if (drift != null) {
      add(drift.owner(), "drift", "detection");
      Iac.Remediation remediation = drift.remediation();
      add(remediation == null ? null : remediation.owner(), "drift", "remediation");
    }
  }

  private void secret(Secret secret) {
    add(secret.owner(), "secrets", secret.name());
    Secret.Rotation rotation = secret.rotation();
    add(rotation == null ? null : rotation.owner(), "rotation", secret.name());
  }

  private void safety(@Nullable ReleaseSafety safety) {
    ReleaseSafety.Drill drill = safety == null ? null : safety.drill();
    if (drill != null) {
      String where = drill.environment();
      add(drill.owner(), "rollback drill", where == null ? "yes" : "in " + where);
    }
  }

  private void operations(@Nullable Operations operations) {
    if (operations == null) {
      return;
    }
    operations.alerts().forEach(alert -> add(alert.owner(), "alerts", alert.name()));
    for (Operations.Support support : operations.support()) {
      String hours = support.hours();
      add(
          support.owner(),
          "support",
          support.service() + (hours == null ? "" : " (" + hours + ")"));
    }
    Operations.Improvement improvement = operations.improvement();
    add(improvement == null ? null : improvement.owner(), "leads", "the review of the platform");
  }

  private void governance(@Nullable Governance governance) {
    if (governance == null) {
      return;
    }
    Governance.Reviews reviews = governance.reviews();
    add(reviews == null ? null : reviews.owner(), "leads", "the review of governance");
    for (Governance.ChangeClass change : governance.changeClasses()) {
      String name = Words.constant(change.name()) + " changes";
      change.approvers().forEach(who -> add(who, "approves", name));
    }
    governance.risks().forEach(risk -> add(risk.owner(), "accepted risks", risk.risk()));
    governance.residualRisks().forEach(risk -> add(risk.owner(), "residual risks", risk.risk()));
  }
}
