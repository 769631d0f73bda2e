package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.activity.Recognizer;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One workflow file, or reusable workflow.
final class WorkflowFile {
  private final TreeFile file;
  private final Yaml workflow;
  private final Recognizer recognizer;
  private final LocalActions locals;
  private final Sink sink;

  WorkflowFile(
      TreeFile file, Yaml workflow, Recognizer recognizer, LocalActions locals, Sink sink) {
    this.file = file;
    this.workflow = workflow;
    this.recognizer = recognizer;
    this.locals = locals;
    this.sink = sink;
  }

  void read() {
    List<Trigger> triggers = Triggers.of(workflow);
    Text name = Shapes.text(workflow, "name");
    List<Job> jobs = new ArrayList<>();
    for (Yaml.Entry entry : workflow.entries("jobs")) {
      if (entry.value() instanceof Yaml.Mapping job) {
        jobs.add(new JobReader(file, workflow, entry.key(), job, recognizer, locals, sink).read());
      }
    }
    sink.add(
        new Pipeline(
            name == null ? workflow.source() : name.source(),
            GitHubActions.TOOL,
            name == null ? file.fileName() : name.value(),
            role(triggers),
            triggers,
            Shapes.permissions(workflow),
            Shapes.map(workflow.get("env")),
            Shapes.concurrency(workflow),
            jobs));
    workflow.entries().stream()
        .filter(entry -> !entry.name().equals("jobs"))
        .forEach(entry -> SecretNames.add(file, entry.value(), null, Set.of(), sink));
  }

  /// A file that can be called and started by itself too is a workflow; its triggers still show
  /// `workflow_call`.
  private static Pipeline.Role role(List<Trigger> triggers) {
    boolean onlyCalled =
        !triggers.isEmpty() && triggers.stream().allMatch(t -> t.event().equals("workflow_call"));
    return onlyCalled ? Pipeline.Role.REUSABLE : Pipeline.Role.WORKFLOW;
  }
}
