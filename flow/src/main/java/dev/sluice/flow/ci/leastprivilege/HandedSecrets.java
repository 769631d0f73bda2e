package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.pipeline.LocalUse;
import dev.sluice.flow.source.Text;

/// All secrets handed to a workflow of another repository.
record HandedSecrets() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.jobs().forEach(job -> handed(job, answer));
  }

  private static void handed(Job job, Answer.Builder answer) {
    Text inherited = job.inheritedSecrets();
    Text uses = job.uses();
    if (inherited != null && uses != null && LocalUse.path(uses.value()).isEmpty()) {
      answer.contradicted(
          inherited.source(),
          "job " + job.id() + " hands every secret to " + uses.value(),
          "hand over by name the secrets that it needs");
    }
  }
}
