package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.ReleaseSafety;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows when a rollout goes back: what has to pass before the service counts as recovered.
///
/// @param checks names of all checks
/// @param analyses those of them that are analyses
/// @param within how long it may take before people are told; null when nothing is declared
/// @param onIncompatible what is done instead when the data can't be read by the older release
public record Aftermath(
    List<String> checks,
    List<Cd.Analysis> analyses,
    @Nullable Duration within,
    ReleaseSafety.OnIncompatible onIncompatible) {
  /// Nothing is declared.
  public static final Aftermath NONE =
      new Aftermath(List.of(), List.of(), null, ReleaseSafety.OnIncompatible.FREEZE);

  public Aftermath {
    checks = List.copyOf(checks);
    analyses = List.copyOf(analyses);
    requireNonNull(onIncompatible, "onIncompatible");
  }

  /// What a delivery declares.
  ///
  /// @param criteria the analyses that it declares
  public static Aftermath of(@Nullable ReleaseSafety safety, List<Cd.Analysis> criteria) {
    if (safety == null) {
      return NONE;
    }
    ReleaseSafety.Recovery recovery = safety.recovery();
    ReleaseSafety.Schema schema = safety.schema();
    ReleaseSafety.OnIncompatible instead = schema == null ? null : schema.onIncompatible();
    List<String> checks = recovery == null ? List.of() : recovery.checks();
    return new Aftermath(
        checks,
        criteria.stream().filter(a -> checks.contains(a.name())).toList(),
        recovery == null ? null : recovery.within(),
        instead == null ? ReleaseSafety.OnIncompatible.FREEZE : instead);
  }
}
