package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 6: what holds for all secrets.
public record SecretsPolicy(
    Origin at,
    @Doc("The central store") @Nullable String store,
    @Doc("Emergency access") @Nullable BreakGlass breakGlass,
    @Doc("Alerts on risky events") List<Alert> alerts) {
  public SecretsPolicy {
    alerts = List.copyOf(alerts);
  }

  /// Emergency access.
  public record BreakGlass(
      Origin at,
      @Doc("Who may take it") List<String> who,
      @Doc("When it ends by itself") @Nullable Duration maxDuration,
      @Doc("Who is told") List<String> notifies,
      @Doc("Within which time the secrets that were seen are rotated")
          @Nullable Duration rotateWithin) {
    public BreakGlass {
      who = List.copyOf(who);
      notifies = List.copyOf(notifies);
    }
  }

  /// An alert on a risky event.
  public record Alert(
      Origin at,
      @Doc(
              "secret-read-outside-role, break-glass-used, rotation-overdue, config-changed-outside-pipeline, …")
          String event,
      @Doc("Who is told") @Key("notify") @Nullable String notifies,
      @Doc("Who acts") @Nullable String owner) {}
}
