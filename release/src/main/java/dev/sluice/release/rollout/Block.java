package dev.sluice.release.rollout;

import java.time.Instant;

/// What keeps a rollout from going on until somebody sees to it.
///
/// @param by who asked for it; the rollout itself when nobody did
public record Block(Reason reason, Instant at, String by, String why) {}
