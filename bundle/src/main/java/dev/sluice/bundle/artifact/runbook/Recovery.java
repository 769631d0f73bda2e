package dev.sluice.bundle.artifact.runbook;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.ReleaseSafety;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What shows that a rollback helped, and what it cannot undo.
final class Recovery {
  private Recovery() {}

  /// The checks after a rollback, one a step.
  static List<String> checks(Material material) {
    List<String> checks = new ArrayList<>();
    ReleaseSafety safety = material.delivery().releaseSafety();
    ReleaseSafety.Recovery recovery = safety == null ? null : safety.recovery();
    if (recovery != null && !recovery.checks().isEmpty()) {
      Duration within = recovery.within();
      checks.add(
          "These have to pass"
              + (within == null ? "" : " within " + Spans.words(within))
              + ": "
              + String.join(", ", recovery.checks())
              + ".");
    }
    Cd cd = material.delivery().cd();
    List<Cd.Check> health = cd == null ? List.of() : cd.healthChecks();
    health.stream()
        .filter(check -> check.kind() == Cd.CheckKind.RELEASE && check.target() != null)
        .forEach(check ->
            checks.add("`" + check.target() + "` answers, and names the version of before."));
    if (checks.isEmpty()) {
      checks.add("The alert that began it is over, and stays so for ten minutes.");
    }
    return checks;
  }

  /// What stands in the way of a rollback.
  static List<String> limits(Material material) {
    ReleaseSafety safety = material.delivery().releaseSafety();
    ReleaseSafety.Schema schema = safety == null ? null : safety.schema();
    if (schema == null) {
      return List.of();
    }
    Duration window = schema.rollbackWindow();
    String how =
        schema.onIncompatible() == ReleaseSafety.OnIncompatible.ROLL_FORWARD
            ? "Mend forward instead."
            : "Freeze, and call the next in the escalation.";
    return List.of(
        "The schema goes back"
            + (window == null
                ? " only as far as it is compatible."
                : " " + Spans.words(window) + " at most.")
            + " Past an incompatible change do not roll back. "
            + how);
  }
}
