package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Permissions;
import dev.sluice.flow.fact.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A token that may do more than its job needs: the default one, `write-all`, or scopes for all
/// jobs at once.
record TokenPermissions() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    Pipeline pipeline = file.pipeline();
    if (pipeline.role() != Pipeline.Role.WORKFLOW || file.jobs().isEmpty()) {
      return;
    }
    List<Job> silent = file.jobs().stream().filter(job -> job.permissions() == null).toList();
    file.jobs().forEach(job -> written(job, answer));
    Permissions common = pipeline.permissions();
    if (common != null) {
      common(common, silent, answer);
    } else if (!silent.isEmpty()) {
      answer.contradicted(
          silent.size() == file.jobs().size() ? pipeline.source() : silent.getFirst().source(),
          names(silent) + " with the default permissions of the token",
          "add `permissions: {contents: read}` to the workflow, and to each job what it needs"
              + " beyond");
    }
  }

  private static void written(Job job, Answer.Builder answer) {
    Permissions own = job.permissions();
    if (own != null && "write-all".equals(own.all())) {
      everything(own, "job " + job.id(), answer);
    } else if (own != null) {
      answer.enforced(own.source(), "job " + job.id() + " names the permissions of its token");
    }
  }

  private static void everything(Permissions written, String who, Answer.Builder answer) {
    answer.contradicted(
        written.source(),
        who + " may write everything",
        "name the scopes that it needs, such as `contents: read`");
  }

  private static void common(Permissions common, List<Job> silent, Answer.Builder answer) {
    if ("write-all".equals(common.all())) {
      everything(common, "every job", answer);
      return;
    }
    if ("read-all".equals(common.all())) {
      answer.information(common.source(), "every job may read everything, more than most need");
    }
    String writes =
        common.scopes().entrySet().stream()
            .filter(scope -> scope.getValue().equals("write"))
            .map(Map.Entry::getKey)
            .filter(scope ->
                !scope.equals(IdentityTokens.SCOPE)
                    || silent.stream().anyMatch(IdentityTokens::idle))
            .sorted()
            .collect(Collectors.joining(", "));
    if (writes.isEmpty() || silent.size() < 2) {
      answer.enforced(common.source(), "the workflow names the permissions of its token");
    } else if (writes.equals(IdentityTokens.SCOPE)) {
      List<Job> idle = silent.stream().filter(IdentityTokens::idle).toList();
      answer.contradicted(
          common.source(),
          names(idle) + " with write access to id-token, and nothing there asks for the token",
          "give write access only to the job that needs it");
    } else {
      answer.contradicted(
          common.source(),
          names(silent) + " with write access to " + writes + ", whether they need it or not",
          "give write access only to the job that needs it");
    }
  }

  private static String names(List<Job> jobs) {
    String shown = jobs.stream().limit(4).map(Job::id).collect(Collectors.joining(", "));
    String more = jobs.size() > 4 ? " and " + (jobs.size() - 4) + " more" : "";
    return jobs.size() == 1 ? "job " + shown + " runs" : "jobs " + shown + more + " run";
  }
}
