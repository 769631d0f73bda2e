package dev.sluice.flow.signal;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Churn;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The four signals of stage 1. One that is neither declared nor inferable is empty.
///
/// @param risk risk of a production change
/// @param compliance how tight compliance controls are
/// @param teams how many teams share the platform
/// @param infraChurn how often infrastructure changes
public record Signals(
    Optional<Signal<Context.Risk>> risk,
    Optional<Signal<Context.Compliance>> compliance,
    Optional<Signal<Context.Teams>> teams,
    Optional<Signal<Context.Churn>> infraChurn) {

  private static final Set<String> TIGHT =
      Set.of(
          "soc2", "pci", "pci-dss", "hipaa", "iso27001", "fedramp", "sox", "dora", "nis2", "gxp");

  /// Infrastructure that changes about weekly or more often is said to change frequently.
  private static final int FREQUENT_CHANGES_IN_90_DAYS = 12;

  /// Takes what is declared and infers the rest.
  public static Signals of(Delivery delivery, Facts facts) {
    Context context = delivery.context();
    return new Signals(
        declared(context, "risk", Context.Signals::risk).or(() -> risk(context, facts)),
        declared(context, "compliance", Context.Signals::compliance).or(() -> compliance(context)),
        declared(context, "teams", Context.Signals::teams).or(() -> teams(context, facts)),
        declared(context, "infraChurn", Context.Signals::infraChurn).or(() -> churn(facts)));
  }

  /// One signal under its key in `context.signals`.
  ///
  /// @param signal empty when it is neither declared nor inferable
  public record Named(String key, Optional<? extends Signal<?>> signal) {}

  /// All of them, in the order of the file.
  public List<Named> named() {
    return List.of(
        new Named("risk", risk),
        new Named("compliance", compliance),
        new Named("teams", teams),
        new Named("infraChurn", infraChurn));
  }

  /// The profile that these signals ask for: regulated under tight compliance, starter only where
  /// risk, compliance and teams all say so, standard otherwise.
  public Profile profile() {
    if (compliance.filter(s -> s.value() == Context.Compliance.TIGHT).isPresent()) {
      return Profile.REGULATED;
    }
    boolean small =
        risk.filter(s -> s.value() == Context.Risk.LOW).isPresent()
            && compliance.filter(s -> s.value() == Context.Compliance.NONE).isPresent()
            && teams.filter(s -> s.value() == Context.Teams.ONE).isPresent();
    return small ? Profile.STARTER : Profile.STANDARD;
  }

  private static <T extends Enum<T>> Optional<Signal<T>> declared(
      @Nullable Context context, String key, Function<Context.Signals, @Nullable T> value) {
    Context.Signals signals = context == null ? null : context.signals();
    T written = signals == null ? null : value.apply(signals);
    return signals == null || written == null
        ? Optional.empty()
        : Optional.of(new Signal<>(written, true, signals.at().of(key), "declared"));
  }

  private static Optional<Signal<Context.Risk>> risk(@Nullable Context context, Facts facts) {
    List<Context.Service> services = context == null ? List.of() : context.services();
    for (Context.Service service : services) {
      Integer tier = service.tier();
      if (tier != null && tier == 1) {
        return inferred(Context.Risk.HIGH, service.at().of("tier"), "a service of tier 1");
      }
      if (service.exposure() == Context.Exposure.PUBLIC && !service.data().isEmpty()) {
        return inferred(
            Context.Risk.HIGH, service.at().of("exposure"), "a public service that keeps data");
      }
    }
    return facts.of(Migration.class).stream()
        .filter(m -> m.destructive() != null)
        .findFirst()
        .flatMap(m -> inferred(Context.Risk.HIGH, m.source(), "a destructive schema migration"));
  }

  private static Optional<Signal<Context.Compliance>> compliance(@Nullable Context context) {
    Context.Constraints constraints = context == null ? null : context.constraints();
    if (constraints == null || constraints.compliance().isEmpty()) {
      return Optional.empty();
    }
    List<String> regimes = constraints.compliance();
    Source at = constraints.at().of("compliance");
    if (regimes.equals(List.of("none"))) {
      return inferred(Context.Compliance.NONE, at, "no compliance regime");
    }
    return regimes.stream().anyMatch(r -> TIGHT.contains(r.toLowerCase(Locale.ROOT)))
        ? inferred(Context.Compliance.TIGHT, at, "the regimes " + String.join(", ", regimes))
        : inferred(Context.Compliance.MODERATE, at, "the regimes " + String.join(", ", regimes));
  }

  private static Optional<Signal<Context.Teams>> teams(@Nullable Context context, Facts facts) {
    List<OwnerRule> rules = facts.of(OwnerRule.class);
    List<String> owners = rules.stream().flatMap(r -> r.owners().stream()).distinct().toList();
    if (!owners.isEmpty()) {
      return inferred(
          owners.size() > 1 ? Context.Teams.SEVERAL : Context.Teams.ONE,
          rules.getFirst().source(),
          owners.size() + (owners.size() == 1 ? " code owner" : " code owners"));
    }
    List<Context.Service> services = context == null ? List.of() : context.services();
    List<String> named =
        services.stream().map(Context.Service::owner).filter(o -> o != null).distinct().toList();
    return named.isEmpty()
        ? Optional.empty()
        : inferred(
            named.size() > 1 ? Context.Teams.SEVERAL : Context.Teams.ONE,
            services.getFirst().at().source(),
            named.size() + (named.size() == 1 ? " owner of services" : " owners of services"));
  }

  private static Optional<Signal<Context.Churn>> churn(Facts facts) {
    return facts.of(Churn.class).stream()
        .filter(c -> c.area().equals("infrastructure"))
        .findFirst()
        .flatMap(c ->
            inferred(
                c.changes() > FREQUENT_CHANGES_IN_90_DAYS
                    ? Context.Churn.FREQUENT
                    : c.changes() > 2 ? Context.Churn.OCCASIONAL : Context.Churn.RARE,
                c.source(),
                c.changes() + " changes in 90 days"));
  }

  private static <T extends Enum<T>> Optional<Signal<T>> inferred(T value, Source at, String from) {
    return Optional.of(new Signal<>(value, false, at, from));
  }
}
