package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.source.Text;
import java.util.stream.Stream;

/// A machine of one's own that runs what pull requests bring.
record OwnRunners() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    if (!file.on("pull_request") && !file.on("pull_request_target")) {
      return;
    }
    file.jobs().stream()
        .flatMap(job -> Stream.ofNullable(job.runsOn()))
        .filter(runner -> runner.value().contains("self-hosted"))
        .map(Text::source)
        .forEach(at ->
            answer.information(
                at,
                "a self-hosted runner runs pull requests; in a public repository that is anybody's code"));
  }
}
