package dev.sluice.survey.migrations;

import dev.sluice.survey.tree.TreeFile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a file's place and name say about the migration in it.
///
/// @param tool as in [dev.sluice.flow.fact.Migration#tool]
/// @param version the part of the name that gives the order
record Layout(String tool, String version) {
  private static final Pattern FLYWAY = Pattern.compile("[VB]([\\d._]*\\d)__.*\\.sql");
  private static final Pattern NUMBERED = Pattern.compile("[Vv]?(\\d[\\d_.-]*)[^\\d].*");
  private static final Set<String> DIRECTORIES =
      Set.of("migrations", "migration", "migrate", "db-migrations");
  private static final Set<String> UNDOING =
      Set.of("down", "rollback", "rollbacks", "undo", "revert", "verify");

  /// The layout of a migration that goes forwards; empty for every other file.
  static Optional<Layout> of(TreeFile file) {
    String name = file.fileName();
    if (!name.endsWith(".sql")) {
      return script(file);
    }
    Matcher flyway = FLYWAY.matcher(name);
    if (flyway.matches()) {
      return Optional.of(new Layout("flyway", flyway.group(1)));
    }
    if (isUndoing(file)) {
      return Optional.empty();
    }
    if (name.equals("up.sql") || name.equals("migration.sql")) {
      String directory = last(file.directory());
      Matcher number = NUMBERED.matcher(directory);
      String tool = name.equals("up.sql") ? "sql" : "prisma";
      return number.matches() ? Optional.of(new Layout(tool, trimmed(number))) : Optional.empty();
    }
    return numbered(file, "sql");
  }

  private static Optional<Layout> script(TreeFile file) {
    String name = file.fileName();
    if (name.endsWith(".rb")) {
      return numbered(file, "rails");
    }
    if (name.endsWith(".cs") && !name.endsWith(".Designer.cs")) {
      return numbered(file, "efcore");
    }
    if (!name.endsWith(".py") || !inMigrations(file)) {
      return Optional.empty();
    }
    boolean alembic = last(file.directory()).equals("versions");
    String version = name.substring(0, name.length() - ".py".length());
    return alembic ? Optional.of(new Layout("alembic", version)) : numbered(file, "django");
  }

  private static Optional<Layout> numbered(TreeFile file, String tool) {
    Matcher number = NUMBERED.matcher(file.fileName());
    return inMigrations(file) && number.matches()
        ? Optional.of(new Layout(tool, trimmed(number)))
        : Optional.empty();
  }

  private static String trimmed(Matcher number) {
    return number.group(1).replaceAll("[_.-]+$", "");
  }

  private static boolean isUndoing(TreeFile file) {
    String name = file.fileName().toLowerCase(Locale.ROOT);
    boolean named =
        name.endsWith("down.sql")
            || name.endsWith("rollback.sql")
            || name.endsWith(".undo.sql")
            || name.startsWith("rollback");
    return named || UNDOING.contains(last(file.directory()));
  }

  private static boolean inMigrations(TreeFile file) {
    for (String segment : file.directory().split("/", -1)) {
      if (DIRECTORIES.contains(segment.toLowerCase(Locale.ROOT))
          || segment.endsWith("_migrations")) {
        return true;
      }
    }
    return false;
  }

  private static String last(String directory) {
    return directory.substring(directory.lastIndexOf('/') + 1);
  }
}
