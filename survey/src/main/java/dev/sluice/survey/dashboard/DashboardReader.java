package dev.sluice.survey.dashboard;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Dashboard;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads Grafana dashboards kept as JSON.
@AutoService(Reader.class)
public final class DashboardReader implements Reader {
  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream()
            .filter(f -> f.fileName().endsWith(".json") && f.size() <= TreeFile.MAX_BYTES)
            .toList();
    sink.each(files, Set.of(Dashboard.class), file -> file(file, sink));
  }

  private static void file(TreeFile file, Sink sink) {
    String json = new String(file.passingBytes(), StandardCharsets.UTF_8);
    if (!json.contains("\"panels\"") || !json.contains("\"schemaVersion\"")) {
      return;
    }
    Map<String, Text> keys = TopLevel.of(file.path(), json);
    Text title = keys.get("title");
    if (title != null && keys.containsKey("panels") && keys.containsKey("schemaVersion")) {
      sink.add(new Dashboard(title.source(), "grafana", title.value()));
    }
  }
}
