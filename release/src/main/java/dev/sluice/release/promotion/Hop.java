package dev.sluice.release.promotion;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.approval.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The way into one environment, and what is asked of a release on it.
///
/// @param from environments of which one has to have verified the release; empty for the first
/// @param checks what has to pass for the release
/// @param soak how long it has to be verified below
/// @param manual whether a person has to ask for it
/// @param approvals who has to agree, or null when nobody has to
/// @param freezes windows in which nothing enters
public record Hop(
    String environment,
    List<String> from,
    List<EntryCheck> checks,
    Duration soak,
    boolean manual,
    @Nullable Rule approvals,
    List<Freeze> freezes) {
  public Hop {
    requireNonNull(environment, "environment");
    from = List.copyOf(from);
    checks = List.copyOf(checks);
    requireNonNull(soak, "soak");
    freezes = List.copyOf(freezes);
  }

  /// A window in which nothing enters, from the start of its first day to the end of its last, in
  /// UTC.
  public record Freeze(String name, LocalDate first, LocalDate last) {
    boolean holds(Instant now) {
      LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  /// The hops of a delivery, in its order. Freezes hold for production. A hop into production waits
  /// for a person unless it is declared to happen by itself.
  public static List<Hop> of(Delivery delivery) {
    return delivery.environments().stream().map(e -> hop(e, delivery)).toList();
  }

  private static Hop hop(Environment e, Delivery delivery) {
    Context context = delivery.context();
    Context.Constraints constraints = context == null ? null : context.constraints();
    List<Context.Freeze> declared =
        constraints == null || !e.production() ? List.of() : constraints.freezes();
    Environment.Promotion promotion =
        Objects.requireNonNullElse(
            e.promotion(),
            e.production() ? Environment.Promotion.MANUAL : Environment.Promotion.AUTOMATIC);
    Environment.Approvals approvals = e.approvals();
    return new Hop(
        e.name(),
        e.promotesFrom(),
        EntryCheck.of(e.checks(), delivery.cd()),
        Objects.requireNonNullElse(e.soak(), Duration.ZERO),
        promotion == Environment.Promotion.MANUAL,
        approvals == null ? null : Rule.of(approvals),
        declared.stream().map(f -> new Freeze(f.name(), f.from(), f.to())).toList());
  }
}
