package dev.sluice.flow.loading;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import java.util.List;

/// Constraints that have to fit each other.
final class ConstraintChecks {
  private ConstraintChecks() {}

  static void check(Delivery delivery, Report report) {
    Context context = delivery.context();
    if (context != null && context.constraints() != null) {
      constraints(context.constraints(), report);
    }
  }

  private static void constraints(Context.Constraints constraints, Report report) {
    List<String> regimes = constraints.compliance();
    if (regimes.size() > 1 && regimes.contains("none")) {
      report.add(
          constraints.at().of("compliance[" + regimes.indexOf("none") + "]"),
          "compliance-none",
          "`none` alone, or regimes",
          "`none` beside " + (regimes.size() - 1) + " more",
          "remove `none`");
    }
    for (Context.Freeze freeze : constraints.freezes()) {
      if (freeze.from().isAfter(freeze.to())) {
        report.add(
            freeze.at().of("to"),
            "freeze-order",
            "a day on or after " + freeze.from(),
            freeze.to().toString(),
            "swap `from` and `to`, or correct the year");
      }
    }
  }
}
