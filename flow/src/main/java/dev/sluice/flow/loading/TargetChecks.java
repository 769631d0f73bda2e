package dev.sluice.flow.loading;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import java.util.Objects;
import java.util.stream.Stream;

/// Targets of which it is clear what they are.
final class TargetChecks {
  private TargetChecks() {}

  static void check(Delivery delivery, Report report) {
    Cd cd = delivery.cd();
    if (cd != null) {
      cd.targets().forEach(target -> one(target, report));
    }
  }

  private static void one(Cd.Target target, Report report) {
    long count =
        Stream.of(target.processes(), target.kubernetes(), target.argoRollouts())
            .filter(Objects::nonNull)
            .count();
    if (count != 1) {
      report.add(
          target.at().source(),
          "target-kind",
          "exactly one of processes, kubernetes, argoRollouts",
          count == 0 ? "none of them" : count + " of them",
          count == 0 ? "add one of them" : "keep one; another environment is another target");
    }
  }
}
