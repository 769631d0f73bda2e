package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Step;
import java.util.Set;

/// A checkout that leaves the token in the working copy, in a job that uploads the working copy.
record KeptCredentials() implements Audit {
  private static final Set<String> EVERYTHING =
      Set.of(".", "./", "${{ github.workspace }}", "*", "**");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.jobs().forEach(job -> look(job, answer));
  }

  private static void look(Job job, Answer.Builder answer) {
    boolean uploads =
        job.steps().stream()
            .filter(step -> PipelineFile.action(step).equals("actions/upload-artifact"))
            .anyMatch(step -> EVERYTHING.contains(PipelineFile.with(step, "path")));
    if (!uploads) {
      return;
    }
    job.steps().stream()
        .filter(step -> PipelineFile.action(step).equals("actions/checkout"))
        .filter(step -> !PipelineFile.with(step, "persist-credentials").equals("false"))
        .map(Step::source)
        .forEach(at ->
            answer.information(
                at,
                "the checkout may leave its token in what job "
                    + job.id()
                    + " uploads; set `persist-credentials: false`"));
  }
}
