package dev.sluice.bundle.artifact.grafana;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.grafana.DashboardJson.Panel;
import dev.sluice.bundle.artifact.prometheus.Condition;
import dev.sluice.bundle.artifact.prometheus.Measure;
import dev.sluice.bundle.artifact.prometheus.PlatformRules;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Dashboard;
import java.util.List;
import java.util.stream.Stream;

/// Makes a dashboard of the releases of a service and of its delivery, where the repository has
/// none.
@AutoService(Maker.class)
public final class GrafanaMaker implements Maker {
  private static final String CRITERION = "operations.health-metrics";

  @Override
  public List<Artifact> make(Material material) {
    if (!material.facts().of(Dashboard.class).isEmpty()) {
      return List.of();
    }
    List<Panel> panels =
        Stream.concat(
                Strategies.written(material.delivery()).stream()
                    .flatMap(s -> s.analyses().stream())
                    .flatMap(a -> Condition.of(a).map(c -> panel(a.name(), c)).stream()),
                PlatformRules.of(material).measures().stream().map(GrafanaMaker::panel))
            .distinct()
            .toList();
    if (panels.isEmpty()) {
      return List.of();
    }
    Service service = Service.of(material);
    String directory =
        Service.directory(material.facts().of(AlertRule.class), service.path("monitoring"));
    String purpose = "Shows the releases of " + service.name() + " and the health of its delivery.";
    return List.of(
        new Artifact(
            Service.in(directory, service.slug() + "-delivery.dashboard.json"),
            new DashboardJson(service, panels)
                .text(
                    purpose
                        + " Serves "
                        + CRITERION
                        + "; made by `sluice bundle`, yours to change."),
            purpose,
            CRITERION));
  }

  private static Panel panel(String analysis, Condition condition) {
    String unit =
        switch (condition.meaning()) {
          case ERRORS -> "percentunit";
          case LATENCY -> "s";
          default -> "none";
        };
    return new Panel("Release: " + analysis, condition.measured(), unit);
  }

  private static Panel panel(Measure measure) {
    String title = measure.title();
    boolean share = title.endsWith(" days") && !title.contains("a day");
    return new Panel(
        title, measure.record(), title.endsWith("(s)") ? "s" : share ? "percentunit" : "none");
  }
}
