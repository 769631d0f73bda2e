package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Found;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import java.util.List;

/// The file's kind and version, and values that have to fit each other.
final class FormatChecks {
  private static final String VERSION = "sluice.dev/v1";
  private static final String KIND = "Delivery";
  private static final List<String> TABLES = List.of("deployment-strategy", "iac-governance");

  private FormatChecks() {}

  static void check(Delivery delivery, Report report) {
    report.unknown(
        delivery.at().of("apiVersion"),
        "unknown-version",
        "`" + VERSION + "`",
        delivery.apiVersion(),
        List.of(VERSION),
        "write `" + VERSION + "`");
    report.unknown(
        delivery.at().of("kind"),
        "unknown-kind",
        "`" + KIND + "`",
        delivery.kind(),
        List.of(KIND),
        "write `" + KIND + "`");
    delivery
        .decisions()
        .forEach(
            d ->
                report.unknown(
                    d.at().of("table"),
                    "unknown-table",
                    Found.oneOf(TABLES),
                    d.table(),
                    TABLES,
                    "choose one of them"));
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
