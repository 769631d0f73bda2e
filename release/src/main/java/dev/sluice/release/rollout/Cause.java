package dev.sluice.release.rollout;

import java.time.Instant;

/// Why a rollout went back.
///
/// @param by who asked for it; the rollout itself when nobody did
public record Cause(Reason reason, Instant at, String by, String why) {}
