package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Shape;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.ReleaseSafety;
import java.util.List;
import java.util.function.Function;

/// What is referred to by name has a name of its own.
final class NameChecks {
  private NameChecks() {}

  static void check(Delivery delivery, Report report) {
    environments(delivery.environments(), report);
    each("artifact", delivery.artifacts(), a -> a.at(), a -> a.name(), report);
    each("secret", delivery.secrets(), s -> s.at(), s -> s.name(), report);
    Context context = delivery.context();
    if (context != null) {
      each("service", context.services(), s -> s.at(), s -> s.name(), report);
      if (context.constraints() != null) {
        each("freeze", context.constraints().freezes(), f -> f.at(), f -> f.name(), report);
      }
    }
    Cd cd = delivery.cd();
    if (cd != null) {
      each("health check", cd.healthChecks(), c -> c.at(), c -> c.name(), report);
      Report.Once once = report.once("environment");
      cd.environments().forEach(e -> once.name(e.environment(), e.at().of("environment")));
    }
    ReleaseSafety safety = delivery.releaseSafety();
    if (safety != null) {
      each("trigger", safety.triggers(), t -> t.at(), t -> t.name(), report);
    }
    Operations operations = delivery.operations();
    if (operations != null) {
      each("alert", operations.alerts(), a -> a.at(), a -> a.name(), report);
    }
    Governance governance = delivery.governance();
    if (governance != null) {
      each(
          "change class",
          governance.changeClasses(),
          c -> c.at(),
          c -> Shape.Choice.word(c.name()),
          report);
    }
    Report.Once bars = report.once("bar");
    delivery.bars().forEach(b -> bars.name(b.criterion(), b.at().of("criterion")));
    Report.Once directories = report.once("directory of a delivery");
    for (int i = 0; i < delivery.deliveries().size(); i++) {
      directories.name(delivery.deliveries().get(i), delivery.at().of("deliveries[" + i + "]"));
    }
  }

  private static void environments(List<Environment> environments, Report report) {
    Report.Once once = report.once("environment");
    for (Environment environment : environments) {
      once.name(environment.name(), environment.at().of("name"));
      for (int i = 0; i < environment.aliases().size(); i++) {
        once.name(environment.aliases().get(i), environment.at().of("aliases[" + i + "]"));
      }
    }
  }

  private static <T> void each(
      String what, List<T> all, Function<T, Origin> at, Function<T, String> name, Report report) {
    Report.Once once = report.once(what);
    all.forEach(item -> once.name(name.apply(item), at.apply(item).of("name")));
  }
}
