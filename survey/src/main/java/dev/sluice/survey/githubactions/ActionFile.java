package dev.sluice.survey.githubactions;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Sink;
import dev.sluice.survey.activity.Recognizer;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Map;

/// One local action. A composite one has its steps in one job with an empty id; the others have no
/// steps.
final class ActionFile {
  private final TreeFile file;
  private final Yaml action;
  private final Recognizer recognizer;
  private final LocalActions locals;
  private final Sink sink;

  ActionFile(TreeFile file, Yaml action, Recognizer recognizer, LocalActions locals, Sink sink) {
    this.file = file;
    this.action = action;
    this.recognizer = recognizer;
    this.locals = locals;
    this.sink = sink;
  }

  void read() {
    Text name = Shapes.text(action, "name");
    sink.add(
        new Pipeline(
            name == null ? action.source() : name.source(),
            GitHubActions.TOOL,
            name == null ? file.path() : name.value(),
            Pipeline.Role.ACTION,
            List.of(),
            null,
            Map.of(),
            null,
            List.of(job())));
  }

  private Job job() {
    return new Job(
        requireNonNullElse(action.get("runs"), action).source(),
        file.path(),
        "",
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        Map.of(),
        null,
        Map.of(),
        null,
        null,
        null,
        new StepsReader(
                file,
                "",
                action.items("runs", "steps"),
                StepContext.ofAction(file.path(), action, recognizer, locals))
            .read());
  }
}
