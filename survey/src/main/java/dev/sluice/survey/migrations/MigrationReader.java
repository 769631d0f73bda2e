package dev.sluice.survey.migrations;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.git.Arrival;
import dev.sluice.survey.migrations.Sql.Statement;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Reads schema migrations: SQL of Flyway, Liquibase, Prisma and the many tools with numbered
/// files, the changelogs of Liquibase, and the scripts of Alembic, Django, Rails and Entity
/// Framework.
@AutoService(Reader.class)
public final class MigrationReader implements Reader {
  private static final int SHOWN = 100;

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> candidates =
        tree.files().stream()
            .filter(f ->
                Layout.of(f).isPresent() || f.fileName().endsWith(".sql") || Changelog.mayBe(f))
            .toList();
    Queue<Migration> found = new ConcurrentLinkedQueue<>();
    sink.each(candidates, Set.of(Migration.class), file -> found.addAll(migrations(file)));
    if (found.stream().allMatch(m -> m.destructive() == null)) {
      found.forEach(sink::add);
      return;
    }
    try (Arrival history = Arrival.in(tree).orElse(null)) {
      Ages ages = history == null ? Ages.NONE : Ages.of(found, history);
      found.stream().map(ages::dated).forEach(sink::add);
    }
  }

  static List<Migration> migrations(TreeFile file) {
    Layout layout = Layout.of(file).orElse(null);
    if (file.fileName().endsWith(".sql")) {
      if (file.size() > 0 && isLiquibase(file)) {
        return sql(file, "liquibase", file.fileName());
      }
      return layout == null ? List.of() : sql(file, layout.tool(), layout.version());
    }
    if (layout == null) {
      return Changelog.mayBe(file) ? Changelog.migrations(file) : List.of();
    }
    return script(file, layout);
  }

  private static boolean isLiquibase(TreeFile file) {
    byte[] bytes = file.passingBytes();
    String head = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8);
    return head.stripLeading()
        .toLowerCase(Locale.ROOT)
        .replace(" ", "")
        .startsWith("--liquibaseformattedsql");
  }

  private static List<Migration> sql(TreeFile file, String tool, String version) {
    List<Statement> statements = Sql.statements(file.text());
    Destruction destruction = new Destruction(statements);
    List<Migration> found = new ArrayList<>();
    for (Statement statement : statements) {
      String destroys = destruction.of(statement);
      if (destroys != null) {
        found.add(migration(file, tool, version, destroys, statement));
      }
    }
    if (found.isEmpty() && !statements.isEmpty()) {
      found.add(migration(file, tool, version, null, statements.getFirst()));
    }
    return found;
  }

  private static Migration migration(
      TreeFile file, String tool, String version, @Nullable String destroys, Statement statement) {
    Sql.Token first = statement.tokens().getFirst();
    Source source = file.source().at(first.line(), first.column());
    String id = statement.changeset().isEmpty() ? version : statement.changeset();
    return new Migration(source, tool, id, destroys, shortened(statement.text()), null);
  }

  private static List<Migration> script(TreeFile file, Layout layout) {
    String text = file.text();
    List<Script.Call> calls = Script.calls(text, layout.tool());
    if (calls.isEmpty()) {
      return isScript(text, layout.tool())
          ? List.of(new Migration(file.source(), layout.tool(), layout.version(), null, "", null))
          : List.of();
    }
    return calls.stream()
        .map(call ->
            new Migration(
                file.source().at(call.line(), call.column()),
                layout.tool(),
                layout.version(),
                call.what(),
                shortened(call.text()),
                null))
        .toList();
  }

  /// Whether the content is what the tool reads, and not just a numbered file in such a directory.
  private static boolean isScript(String text, String tool) {
    String sign =
        switch (tool) {
          case "rails" -> "ActiveRecord::Migration";
          case "django" -> "migrations.Migration";
          case "efcore" -> "MigrationBuilder";
          default -> "def upgrade(";
        };
    return text.contains(sign);
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
  }
}
