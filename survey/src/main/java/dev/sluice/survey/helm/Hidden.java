package dev.sluice.survey.helm;

import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import java.util.HashSet;
import java.util.Set;

/// What the templates of a chart may make, by the words that stand in them.
final class Hidden {
  private Hidden() {}

  /// The types of facts that rendering would show; none for a chart that runs nothing.
  static Set<Class<? extends Fact>> in(Chart chart) {
    Set<Class<? extends Fact>> hidden = new HashSet<>();
    if (chart.mentions("containers:")) {
      hidden.add(Workload.class);
      hidden.add(HealthCheck.class);
      add(hidden, SecretUse.class, chart.mentions("secretKeyRef") || chart.mentions("secretRef"));
      add(hidden, SecretSource.class, chart.mentions("kind: ExternalSecret"));
      add(hidden, ConfigKey.class, chart.mentions("kind: ConfigMap"));
      boolean rollout = chart.mentions("kind: Rollout") || chart.mentions("kind: Canary");
      add(hidden, RolloutObject.class, rollout);
    }
    return hidden;
  }

  private static void add(
      Set<Class<? extends Fact>> hidden, Class<? extends Fact> type, boolean mentioned) {
    if (mentioned) {
      hidden.add(type);
    }
  }
}
