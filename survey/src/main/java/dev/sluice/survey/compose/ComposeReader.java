package dev.sluice.survey.compose;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ConfigKey;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.SecretUse;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.dockerfile.Recipes;
import dev.sluice.survey.place.Aside;
import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads Compose files: which image each service runs, with values from the `.env` beside the file.
@AutoService(Reader.class)
public final class ComposeReader implements Reader {
  private static final Set<Class<? extends Fact>> HIDES =
      Set.of(
          Deployment.class,
          Workload.class,
          HealthCheck.class,
          ConfigKey.class,
          SecretUse.class,
          Deployable.class);

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(ComposeReader::isName).toList();
    if (!files.isEmpty()) {
      Environments environments = Environments.in(tree);
      sink.each(files, HIDES, file -> one(file, tree, environments, sink));
    }
  }

  private static boolean isName(TreeFile file) {
    String name = file.fileName().toLowerCase(Locale.ROOT);
    return file.looksLikeYaml()
        && (name.startsWith("compose.")
            || name.startsWith("compose-")
            || name.startsWith("docker-compose")
            || name.contains(".compose.")
            || name.contains("-compose."));
  }

  private static void one(TreeFile file, Tree tree, Environments environments, Sink sink) {
    if (!file.text().contains("services:")) {
      return;
    }
    YamlFile yaml = file.yaml();
    if (!yaml.complete()) {
      sink.unreadable(
          yaml.problems().getLast().source(), yaml.problems().getLast().toString(), HIDES);
    }
    Optional<String> aside = Aside.why(file.directory());
    for (Yaml document : yaml.documents()) {
      if (document.get("services") instanceof Yaml.Mapping) {
        if (aside.isPresent()) {
          sink.add(new LeftOut(file.source(), aside.get()));
          return;
        }
        Optional<String> environment = environment(file, environments);
        environment
            .filter(name -> !Environments.isWorkbench(name))
            .ifPresent(name -> sink.add(new EnvironmentSeen(file.source(), name, "compose file")));
        new Services(
                file,
                document,
                variables(file, environment.orElse(null), tree),
                environment.orElse(null))
            .facts().stream()
                .filter(fact ->
                    !(fact instanceof Deployable built)
                        || !Recipes.onlyConfigures(tree, built.path()))
                .forEach(sink::add);
      }
    }
  }

  private static Optional<String> environment(TreeFile file, Environments environments) {
    String stem = file.fileName().replaceFirst("\\.ya?ml$", "");
    String beside = stem.replace("docker-compose", "").replace("compose", "");
    String name = beside.replaceAll("^[-_.]+|[-_.]+$", "");
    return Environments.ofFileName(name).or(() -> environments.ofDirectory(file.directory()));
  }

  /// What `docker compose` would put in: the `.env` beside the file, before it one named after the
  /// environment.
  private static Map<String, Text> variables(
      TreeFile file, @Nullable String environment, Tree tree) {
    Map<String, Text> variables = new HashMap<>();
    String prefix = file.directory().equals(".") ? "" : file.directory() + "/";
    tree.file(prefix + ".env").map(DotEnv::of).ifPresent(variables::putAll);
    if (environment != null) {
      tree.file(prefix + ".env." + environment).map(DotEnv::of).ifPresent(variables::putAll);
    }
    return variables;
  }
}
