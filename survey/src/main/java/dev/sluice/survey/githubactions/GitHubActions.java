package dev.sluice.survey.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.activity.Recognizer;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Set;

/// Reads workflows (only those that GitHub itself reads: directly in the root's
/// `.github/workflows`) and local actions (any `action.yml` with `runs`).
@AutoService(Reader.class)
public final class GitHubActions implements Reader {
  static final String TOOL = "github-actions";

  private static final String WORKFLOWS = ".github/workflows";
  private static final Set<String> ACTION_FILES = Set.of("action.yml", "action.yaml");
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(
          Pipeline.class,
          Job.class,
          Step.class,
          Deployment.class,
          EnvironmentSeen.class,
          SecretUse.class);

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> workflows = tree.in(WORKFLOWS).stream().filter(TreeFile::looksLikeYaml).toList();
    List<TreeFile> actions =
        tree.files().stream().filter(file -> ACTION_FILES.contains(file.fileName())).toList();
    Recognizer recognizer = new Recognizer(tree);
    LocalActions locals = new LocalActions(tree);
    sink.each(workflows, HIDES, file -> workflow(file, recognizer, locals, sink));
    if (!actions.isEmpty()) {
      workflows.forEach(locals::learn);
    }
    sink.each(actions, HIDES, file -> action(file, recognizer, locals, sink));
  }

  private static void workflow(
      TreeFile file, Recognizer recognizer, LocalActions locals, Sink sink) {
    YamlFile yaml = file.yaml();
    if (!yaml.complete()) {
      unreadable(yaml, file, sink);
      return;
    }
    for (Yaml document : yaml.documents()) {
      if (document instanceof Yaml.Mapping mapping) {
        new WorkflowFile(file, mapping, recognizer, locals, sink).read();
      } else {
        sink.unreadable(document.source(), "not a mapping, as a workflow must be", HIDES);
      }
    }
  }

  private static void action(TreeFile file, Recognizer recognizer, LocalActions locals, Sink sink) {
    if (!file.text().contains("runs")) {
      return;
    }
    YamlFile yaml = file.yaml();
    if (!yaml.complete()) {
      unreadable(yaml, file, sink);
      return;
    }
    for (Yaml document : yaml.documents()) {
      if (document.get("runs") instanceof Yaml.Mapping runs && runs.get("using") != null) {
        new ActionFile(file, document, recognizer, locals, sink).read();
      }
    }
  }

  private static void unreadable(YamlFile yaml, TreeFile file, Sink sink) {
    Source at = yaml.problems().isEmpty() ? file.source() : yaml.problems().getLast().source();
    String why =
        yaml.problems().isEmpty()
            ? "not readable as YAML"
            : "not readable as YAML: " + yaml.problems().getLast().found();
    sink.unreadable(at, why, HIDES);
  }
}
