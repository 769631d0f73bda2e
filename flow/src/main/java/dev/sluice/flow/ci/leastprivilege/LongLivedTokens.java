package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;

/// A long-lived token for a registry that would trust the pipeline itself.
record LongLivedTokens() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.steps().stream()
        .filter(LongLivedTokens::couldDoWithout)
        .forEach(step ->
            answer.information(
                step.source(),
                "a long-lived token publishes where trusted publishing would need none"));
  }

  private static boolean couldDoWithout(Step step) {
    return PipelineFile.action(step).equals("pypa/gh-action-pypi-publish")
        && step.with().containsKey("password");
  }
}
