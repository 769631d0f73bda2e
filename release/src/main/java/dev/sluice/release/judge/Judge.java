package dev.sluice.release.judge;

import java.util.List;

/// A [Trial] as a value: what has been seen so far, which never changes. Replaying the same
/// observations from [#of] gives the same judgements.
public final class Judge {
  private final Trial trial;

  private Judge(Trial trial) {
    this.trial = trial;
  }

  /// A judge that has seen nothing.
  public static Judge of(Terms terms) {
    return new Judge(new Trial(terms));
  }

  /// What the judge says after one more observation, and the judge that has seen it.
  public Step after(Observation observation) {
    Trial next = trial.copy();
    Judgement judgement = next.observe(observation);
    return new Step(new Judge(next), judgement);
  }

  /// What the judge says after some more observations, and the judge that has seen them.
  ///
  /// @param observations oldest first, at least one
  public Step after(List<Observation> observations) {
    Trial next = trial.copy();
    Judgement judgement = next.observe(observations.getFirst());
    for (Observation observation : observations.subList(1, observations.size())) {
      judgement = next.observe(observation);
    }
    return new Step(new Judge(next), judgement);
  }

  /// A judgement, and the judge who gave it.
  public record Step(Judge judge, Judgement judgement) {}
}
