package dev.sluice.flow.pipeline;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A job that brings something to those who use it.
///
/// @param step the first step that does, or null when only the job's environment says so
/// @param deploys whether it deploys; otherwise it publishes an image, package, chart or tag
/// @param environment the environment that it deploys to, where one is named
/// @param source the activity, or the environment
public record Release(
    Node node,
    @Nullable PlacedStep step,
    boolean deploys,
    @Nullable String environment,
    Source source) {
  /// Its place among the steps of its job; the end when no step is known.
  int position() {
    return step == null ? node.steps().size() : step.position();
  }

  /// `deployment by job deploy of …`
  @Override
  public String toString() {
    return (deploys ? "deployment" : "publication") + " by " + node;
  }
}
