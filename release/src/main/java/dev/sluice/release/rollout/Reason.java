package dev.sluice.release.rollout;

/// Why a rollout is where it is. The text is Argo Rollouts' word where it has one.
public enum Reason {
  WAITING_FOR_TARGET("ReplicaSetUpdated"),
  REPLICAS_NOT_READY("ReplicaSetNotAvailable"),
  TARGET_NOT_SEEN("TargetNotSeen"),
  PAUSE_STEP("CanaryPauseStep"),
  APPROVAL("AwaitingApproval"),
  INCONCLUSIVE("InconclusiveAnalysisRun"),
  ANALYSIS_HELD("AnalysisHeld"),
  NO_DATA("NoData"),
  WARM_UP("WarmUp"),
  BAKE("Bake"),
  SCALE_DOWN_DELAY("ScaleDownDelay"),
  PAUSED("RolloutPaused"),
  ON_HOLD("OnHold"),
  OUTSIDE_CHANGE("OutsideChange"),
  MAX_EXPOSED_REQUESTS("MaxExposedRequests"),
  NO_EXPOSURE_COUNT("NoExposureCount"),
  CANARY_LOST("CanaryLost"),
  STABLE_NOT_READY("StableNotReady"),
  ANALYSIS_FAILED("AnalysisRunFailed"),
  PROGRESS_DEADLINE_EXCEEDED("ProgressDeadlineExceeded"),
  ABORTED("RolloutAborted"),
  COMPLETED("RolloutCompleted"),
  REFUSED("InvalidSpec");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /// The word that users see.
  public String text() {
    return text;
  }
}
