package dev.sluice.release.judge;

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

  /// A judgement, and the judge who gave it.
  public record Step(Judge judge, Judgement judgement) {}
}
