package dev.sluice.survey.elsewhere;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Step;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Notices pipelines of systems that no reader understands: there is a pipeline, and what it does
/// could not be looked at.
@AutoService(Reader.class)
public final class OtherPipelines implements Reader {
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(Pipeline.class, Job.class, Step.class, EnvironmentSeen.class, SecretUse.class);
  private static final Pattern ENVIRONMENTS =
      Pattern.compile("(?i)environment|prod|staging|deploy");
  private static final Pattern SECRETS =
      Pattern.compile("(?i)secret|token|passw|(?<!get-)credential|_key|apikey|context:");

  private static final Pattern RELEASES =
      Pattern.compile(
          "(?i)deploy|releas|publish|promot|rollout|upload|kubectl|helm |skaffold|docker push|git"
              + " push|terraform apply|^images:",
          Pattern.MULTILINE);
  private static final String FIX =
      "delete it if nothing runs it; otherwise cover what it hides by an exception";

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream().filter(file -> !CiSystem.of(file.path()).isEmpty()).toList();
    sink.each(files, HIDES, file -> read(file, sink));
  }

  private static void read(TreeFile file, Sink sink) {
    CiSystem.of(file.path()).stream()
        .filter(system -> system.reads(file))
        .findFirst()
        .ifPresent(system -> note(file, system, sink));
  }

  /// What releases may lead past every gate that is seen elsewhere; what only checks can add one.
  private static void note(TreeFile file, CiSystem system, Sink sink) {
    String text = new String(file.passingBytes(), StandardCharsets.UTF_8);
    String why = "a pipeline of " + system.name() + ", where only GitHub Actions are read";
    if (RELEASES.matcher(text).find()) {
      sink.unreadable(file.source(), why, hidden(text), FIX);
    } else {
      sink.beside(file.source(), why, hidden(text), FIX);
    }
  }

  /// There are jobs for certain; environments and secrets where a word speaks of them.
  private static Set<Class<? extends Fact>> hidden(String text) {
    Set<Class<? extends Fact>> hidden = new HashSet<>(HIDES);
    if (!ENVIRONMENTS.matcher(text).find()) {
      hidden.remove(EnvironmentSeen.class);
    }
    if (!SECRETS.matcher(text).find()) {
      hidden.remove(SecretUse.class);
    }
    return hidden;
  }
}
