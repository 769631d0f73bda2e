package dev.sluice.release.rollout;

/// Where a rollout is, in the words of Argo Rollouts.
public enum Phase {
  PROGRESSING,
  PAUSED,
  DEGRADED,
  HEALTHY
}
