package dev.sluice.survey.runbook;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Runbook;
import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Reads Markdown documents that are runbooks by their place or name, the links of their indexes,
/// and the runbooks that a delivery.yaml names.
@AutoService(Reader.class)
public final class RunbookReader implements Reader {
  private static final Set<Class<? extends Fact>> HIDES = Set.of(Runbook.class, RunbookLink.class);
  private static final Set<String> DIRECTORIES =
      Set.of("runbooks", "runbook", "run-books", "playbooks", "playbook");
  private static final Set<String> INDEXES = Set.of("readme.md", "index.md", "_index.md");

  @Override
  public void read(Tree tree, Sink sink) {
    Targets targets = new Targets(tree);
    List<TreeFile> documents = tree.files().stream().filter(RunbookReader::isRunbook).toList();
    sink.each(documents, HIDES, file -> document(file, targets, sink));
    List<TreeFile> deliveries =
        tree.files().stream().filter(f -> f.fileName().matches("delivery\\.ya?ml")).toList();
    sink.each(deliveries, Set.of(RunbookLink.class), file -> delivery(file, targets, sink));
  }

  private static boolean isRunbook(TreeFile file) {
    String name = file.fileName().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".md") && !name.endsWith(".markdown")) {
      return false;
    }
    return name.contains("runbook")
        || name.contains("playbook")
        || Arrays.stream(file.directory().toLowerCase(Locale.ROOT).split("/"))
            .anyMatch(DIRECTORIES::contains);
  }

  private static void document(TreeFile file, Targets targets, Sink sink) {
    Markdown document = Markdown.of(file.path(), file.text());
    if (INDEXES.contains(file.fileName().toLowerCase(Locale.ROOT))) {
      document.links().stream()
          .filter(link -> link.value().replaceFirst("#.*$", "").endsWith(".md"))
          .flatMap(link -> targets.link(link, file.directory()).stream())
          .forEach(sink::add);
      return;
    }
    String title = document.headings().isEmpty() ? file.fileName() : document.headings().getFirst();
    sink.add(new Runbook(file.source(), title, document.headings()));
  }

  private static void delivery(TreeFile file, Targets targets, Sink sink) {
    for (Yaml document : file.yaml().documents()) {
      String version = document.string("apiVersion");
      if (version == null || !version.startsWith("sluice.dev/")) {
        continue;
      }
      Stream.concat(
              document.items("operations", "alerts").stream()
                  .flatMap(a -> a.text("runbook").stream()),
              document.items("operations", "runbooks").stream()
                  .flatMap(r -> r.text("path").stream()))
          .flatMap(text -> targets.link(text, file.directory()).stream())
          .forEach(sink::add);
    }
  }
}
