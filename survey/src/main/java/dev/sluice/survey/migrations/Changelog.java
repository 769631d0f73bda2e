package dev.sluice.survey.migrations;

import dev.sluice.flow.fact.Migration;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.survey.migrations.Sql.Statement;
import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changelogs of Liquibase in XML, YAML and JSON: what their change sets destroy, and not what
/// stands under `rollback`.
///
/// Source: the change types of Liquibase.
final class Changelog {
  private static final String ROOT = "databaseChangeLog";
  private static final List<String> PLACES =
      List.of("changelog", "changeset", "liquibase", "migration", "db", "database");
  private static final Set<String> BESIDE =
      Set.of("rollback", "preConditions", "modifySql", "comment", "validCheckSum");

  private Changelog() {}

  /// Whether a file may be one, by its place.
  static boolean mayBe(TreeFile file) {
    String path = file.path().toLowerCase(Locale.ROOT);
    boolean format = path.endsWith(".xml") || path.endsWith(".json") || file.looksLikeYaml();
    return format && PLACES.stream().anyMatch(path::contains);
  }

  /// What the change sets of a file do; nothing when it is none.
  static List<Migration> migrations(TreeFile file) {
    String text = new String(file.passingBytes(), StandardCharsets.UTF_8);
    if (!text.contains(ROOT)) {
      return List.of();
    }
    return sets(file, text).stream()
        .filter(e -> e.name().equals("changeSet"))
        .flatMap(Changelog::set)
        .toList();
  }

  private static List<Element> sets(TreeFile file, String text) {
    if (file.path().endsWith(".xml")) {
      return ChangelogXml.read(file.source(), text).children().stream()
          .filter(e -> e.name().equals(ROOT))
          .flatMap(e -> e.children().stream())
          .toList();
    }
    YamlFile yaml = file.yaml();
    if (!yaml.complete()) {
      throw new IllegalArgumentException(yaml.problems().getLast().toString());
    }
    return yaml.documents().stream()
        .flatMap(d -> Stream.ofNullable(d.get(ROOT)))
        .flatMap(root -> root instanceof Yaml.Sequence list ? list.items().stream() : Stream.of())
        .flatMap(item -> item.entries().stream())
        .map(Element::of)
        .toList();
  }

  private static Stream<Migration> set(Element set) {
    String version = set.attribute("author") + ":" + set.attribute("id");
    Stream<Element> changes =
        set.children().stream()
            .flatMap(c -> c.name().equals("changes") ? c.children().stream() : Stream.of(c))
            .filter(c -> !BESIDE.contains(c.name()));
    List<Migration> found = new ArrayList<>();
    Set<String> created = new HashSet<>();
    changes.forEach(change -> {
      if (change.name().startsWith("create")) {
        created.add(table(change));
      } else if (change.name().equals("sql")) {
        sql(change, version, found);
      } else {
        String what = created.contains(table(change)) ? null : destroys(change);
        if (what != null) {
          String told = change.name() + " " + String.join(" ", change.attributes().values());
          found.add(migration(change.source(), version, what, told));
        }
      }
    });
    if (found.isEmpty()) {
      found.add(migration(set.source(), version, null, ""));
    }
    return found.stream();
  }

  private static String table(Element change) {
    return Stream.of("tableName", "oldTableName", "viewName")
        .map(change.attributes()::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static @Nullable String destroys(Element change) {
    return switch (change.name()) {
      case "dropTable" -> "drop table";
      case "dropView" -> "drop view";
      case "dropColumn", "mergeColumns" -> "drop column";
      case "renameTable", "renameView" -> "rename table";
      case "renameColumn" -> "rename column";
      case "addNotNullConstraint" ->
          change.attributes().containsKey("defaultNullValue") ? null : "set not null";
      case "addColumn" ->
          change.children().stream().anyMatch(Changelog::isRequired) ? "add required column" : null;
      case "delete" ->
          change
                  .all()
                  .anyMatch(e -> e.name().equals("where") || e.attributes().containsKey("where"))
              ? null
              : "delete without where";
      default -> null;
    };
  }

  /// Whether a column must have a value that nothing gives it. YAML has it under `columns`.
  private static boolean isRequired(Element column) {
    if (column.name().equals("columns")) {
      return column.children().stream().anyMatch(Changelog::isRequired);
    }
    boolean filled =
        column.attributes().keySet().stream()
            .anyMatch(
                k -> k.startsWith("default") || k.startsWith("value") || k.startsWith("auto"));
    return !filled
        && column.children().stream()
            .anyMatch(
                c -> c.name().equals("constraints") && c.attribute("nullable").equals("false"));
  }

  private static void sql(Element change, String version, List<Migration> found) {
    List<Statement> statements = Sql.statements(change.attribute("sql") + change.text());
    Destruction destruction = new Destruction(statements);
    for (Statement statement : statements) {
      String what = destruction.of(statement);
      if (what != null) {
        found.add(migration(change.source(), version, what, statement.text()));
      }
    }
  }

  private static Migration migration(
      Source source, String version, @Nullable String destroys, String statement) {
    return new Migration(
        source, "liquibase", version, destroys, MigrationReader.shortened(statement), null);
  }
}
