package dev.sluice.flow.criterion;

/// One question to a delivery, in one place: declaration, code and documentation.
///
/// Implementations are final, stateless and pure: they look at nothing but the subject, and leave
/// levels, decay, waivers and bars to the engine. They register themselves with
/// `@AutoService(Criterion.class)`.
public interface Criterion {
  /// What it asks, and how each level is reached.
  Definition definition();

  /// What is declared, enforced, proven and contradicted, and what is in the way of each level.
  Answer answer(Subject subject);
}
