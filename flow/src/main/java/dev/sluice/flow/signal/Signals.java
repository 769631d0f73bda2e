package dev.sluice.flow.signal;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.fact.Facts;
import java.util.List;
import java.util.Optional;
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

  /// Takes what is declared and infers the rest.
  public static Signals of(Delivery delivery, Facts facts) {
    Context context = delivery.context();
    return new Signals(
        declared(context, "risk", Context.Signals::risk).or(() -> Inference.risk(context, facts)),
        declared(context, "compliance", Context.Signals::compliance)
            .or(() -> Inference.compliance(context)),
        declared(context, "teams", Context.Signals::teams)
            .or(() -> Inference.teams(context, facts)),
        declared(context, "infraChurn", Context.Signals::infraChurn)
            .or(() -> Inference.churn(facts)));
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
}
