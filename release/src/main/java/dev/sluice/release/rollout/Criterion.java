package dev.sluice.release.rollout;

import dev.sluice.flow.delivery.Cd;

/// A stop criterion of a plan.
///
/// @param onNoData what is done when there are still no data at the progress deadline; before it,
///   nothing goes on without data
public record Criterion(String name, Scope scope, Cd.OnNoData onNoData) {

  /// Of which traffic it speaks.
  public enum Scope {
    /// Of copies, whose answers no user sees.
    MIRRORED,
    /// Of what users get.
    SERVED
  }
}
