package dev.sluice.survey.updatebot;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.UpdateBot;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what Dependabot updates. An entry that may open no pull requests keeps nothing fresh.
@AutoService(Reader.class)
public final class DependabotReader implements Reader {
  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        Stream.of(".github/dependabot.yml", ".github/dependabot.yaml")
            .flatMap(path -> tree.file(path).stream())
            .toList();
    sink.each(files, Set.of(UpdateBot.class), file -> read(file, sink));
  }

  private static void read(TreeFile file, Sink sink) {
    if (!file.yaml().complete()) {
      sink.unreadable(
          file.yaml().problems().getFirst().source(), "not valid YAML", Set.of(UpdateBot.class));
    }
    file.yaml().documents().stream()
        .flatMap(document -> document.items("updates").stream())
        .filter(update -> !"0".equals(update.string("open-pull-requests-limit")))
        .forEach(update -> update(update, sink));
  }

  private static void update(Yaml update, Sink sink) {
    Text ecosystem = update.text("package-ecosystem").orElse(null);
    if (ecosystem == null) {
      return;
    }
    Stream.concat(update.texts("directory"), update.texts("directories"))
        .forEach(directory ->
            sink.add(
                new UpdateBot(
                    ecosystem.source(),
                    "dependabot",
                    Ecosystems.common(ecosystem.value()),
                    directory.value())));
  }
}
