package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;

/// A token of an app with all permissions of the app.
record AppTokens() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.steps().stream()
        .filter(step -> PipelineFile.action(step).equals("actions/create-github-app-token"))
        .filter(step -> step.with().keySet().stream().noneMatch(k -> k.startsWith("permission-")))
        .forEach(step ->
            answer.information(
                step.source(),
                "the token gets every permission of the app; name those it needs with `permission-…`"));
  }
}
