package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.source.Text;

/// A registry's password written into a job.
record RegistryCredentials() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.jobs().forEach(job -> written(job, answer));
  }

  private static void written(Job job, Answer.Builder answer) {
    Text credentials = job.credentials();
    if (credentials != null) {
      answer.contradicted(
          credentials.source(),
          "the registry password of "
              + credentials.value()
              + " in job "
              + job.id()
              + " is written in clear",
          "take it from a secret, and change it");
    }
  }
}
