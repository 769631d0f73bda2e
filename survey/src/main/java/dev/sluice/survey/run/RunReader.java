package dev.sluice.survey.run;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads what ran from `.sluice/runs/*.json`. Strict: a record that isn't sound proves nothing.
@AutoService(Reader.class)
public final class RunReader implements Reader {
  /// Where the records of a delivery are, seen from its directory.
  public static final String DIRECTORY = ".sluice/runs";

  /// Reads the records of one delivery and nothing else, whether git ignores them or not.
  ///
  /// @param root directory of the delivery
  /// @return what could be read, and what could not
  /// @throws IOException when the directory is there and can't be listed
  public static Facts of(Path root) throws IOException {
    Tree tree = Walk.within(root, DIRECTORY);
    List<Fact> facts = new ArrayList<>(tree.unreadable());
    facts.addAll(Survey.read(tree, List.of(new RunReader())));
    return Facts.of(facts);
  }

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(RunReader::isRun).toList();
    sink.each(files, Set.of(Run.class), file -> file(file, sink));
  }

  private static boolean isRun(TreeFile file) {
    return ("/" + file.directory()).endsWith("/" + DIRECTORY) && file.fileName().endsWith(".json");
  }

  private static void file(TreeFile file, Sink sink) {
    YamlFile json = file.yaml();
    if (!json.problems().isEmpty()) {
      Problem first = json.problems().getFirst();
      refuse(first.source(), "expected " + first.expected() + ", but found " + first.found(), sink);
      return;
    }
    if (json.documents().size() != 1) {
      refuse(file.source(), "expected one JSON object, but found " + json.documents().size(), sink);
      return;
    }
    Yaml document = json.documents().getFirst();
    try {
      sink.add(new RunRecord(document).run());
    } catch (RunRecord.Refused e) {
      refuse(e.at(), e.why(), sink);
    }
  }

  private static void refuse(Source at, String why, Sink sink) {
    sink.unreadable(at, why, Set.of(Run.class));
  }
}
