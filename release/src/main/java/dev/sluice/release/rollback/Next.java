package dev.sluice.release.rollback;

import java.util.List;

/// What comes of an observation: the state to be in, and what to do. Both are kept together, or
/// neither is.
public record Next(State state, List<Action> actions) {
  public Next {
    actions = List.copyOf(actions);
  }
}
