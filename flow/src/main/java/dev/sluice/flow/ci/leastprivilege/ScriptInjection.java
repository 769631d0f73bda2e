package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Injection;

/// Text of strangers that is pasted into code instead of passed as data.
record ScriptInjection() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.steps().stream()
        .flatMap(step -> step.injections().stream())
        .filter(Injection::untrusted)
        .forEach(injection ->
            answer.contradicted(
                injection.source(),
                "`"
                    + injection.expression()
                    + "` is text of strangers, and becomes code in "
                    + injection.sink(),
                "pass it in `env`, and use it as a quoted variable"));
  }
}
