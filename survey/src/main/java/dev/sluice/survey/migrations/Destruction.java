package dev.sluice.survey.migrations;

import dev.sluice.survey.migrations.Sql.Name;
import dev.sluice.survey.migrations.Sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the statements of one migration that take away what the previous version may still use.
///
/// Feed it the statements in order: what the migration itself created before may go again. Whether
/// the new type of a column is narrower can't be seen without the old one, so only conversions
/// (`USING`) count.
final class Destruction {
  private static final Set<String> HARMLESS =
      Set.of(
          "CONSTRAINT",
          "INDEX",
          "KEY",
          "PRIMARY",
          "FOREIGN",
          "CHECK",
          "DEFAULT",
          "NOT",
          "EXPRESSION",
          "IDENTITY",
          "UNIQUE",
          "SYSTEM");
  private static final Set<String> WIDE =
      Set.of("TEXT", "VARCHAR", "CHARACTER", "CITEXT", "BIGINT");

  private final Set<String> created = new HashSet<>();
  private final Set<String> createdAnywhere = new HashSet<>();
  private final Set<String> rebuilt = new HashSet<>();
  private final Set<String> defaulted = new HashSet<>();

  /// @param all the statements of the migration
  Destruction(List<Statement> all) {
    for (Statement s : all) {
      if (s.word(0).equals("CREATE")) {
        createdAnywhere.add(madeBy(s));
      } else if (s.has(0, "ALTER", "TABLE")) {
        foresee(s, table(s));
      }
    }
  }

  private void foresee(Statement s, Name table) {
    if (s.has(table.next(), "RENAME", "TO") && createdAnywhere.contains(table.text())) {
      rebuilt.add(s.name(table.next() + 2).text());
    }
    for (int i = table.next() + 1; i < s.tokens().size(); i++) {
      if (s.has(i, "SET", "DEFAULT")) {
        defaulted.add(table.text() + "." + s.name(i - 1).text());
      }
    }
  }

  /// What the next statement destroys, in lower-case words; null when it only adds.
  @Nullable String of(Statement s) {
    return switch (s.word(0)) {
      case "CREATE" -> {
        created.add(madeBy(s));
        yield null;
      }
      case "DROP" -> drop(s);
      case "ALTER" -> s.word(1).equals("TABLE") ? alterTable(s) : alterType(s);
      case "RENAME" -> s.has(1, "TABLE") ? "rename table" : null;
      case "TRUNCATE" ->
          created.contains(s.name(s.has(1, "TABLE") ? 2 : 1).text()) ? null : "truncate";
      case "DELETE" -> delete(s);
      case "EXEC", "EXECUTE" -> s.name(1).text().equals("sp_rename") ? "rename" : null;
      default -> null;
    };
  }

  private static String madeBy(Statement create) {
    int at = 1;
    while (at < 8 && !isKind(create.word(at))) {
      at++;
    }
    return create.name(behindIf(create, at + 1)).text();
  }

  private static boolean isKind(String word) {
    return switch (word) {
      case "TABLE", "VIEW", "TYPE", "SCHEMA", "DATABASE" -> true;
      default -> false;
    };
  }

  /// The index behind `IF [NOT] EXISTS` and `ONLY`.
  private static int behindIf(Statement s, int at) {
    int i = at;
    i += s.has(i, "IF", "NOT", "EXISTS") ? 3 : s.has(i, "IF", "EXISTS") ? 2 : 0;
    return s.has(i, "ONLY") ? i + 1 : i;
  }

  private static Name table(Statement alter) {
    return alter.name(behindIf(alter, 2));
  }

  private @Nullable String drop(Statement s) {
    int at = s.has(1, "MATERIALIZED") ? 2 : 1;
    if (!isKind(s.word(at))) {
      return null;
    }
    String name = s.name(behindIf(s, at + 1)).text();
    boolean table = s.word(at).equals("TABLE");
    boolean returns =
        table ? created.contains(name) || rebuilt.contains(name) : createdAnywhere.contains(name);
    return returns ? null : "drop " + s.word(at).toLowerCase(Locale.ROOT);
  }

  private @Nullable String delete(Statement s) {
    boolean whole = s.has(1, "FROM") && !s.contains(2, s.tokens().size(), "WHERE");
    boolean joined =
        s.contains(2, s.tokens().size(), "USING") || s.contains(2, s.tokens().size(), "LIMIT");
    return whole && !joined && !created.contains(s.name(2).text()) ? "delete without where" : null;
  }

  private static @Nullable String alterType(Statement s) {
    for (int i = 2; i < s.tokens().size(); i++) {
      if (s.has(1, "TYPE") && (s.has(i, "RENAME", "VALUE") || s.has(i, "DROP", "ATTRIBUTE"))) {
        return s.has(i, "RENAME") ? "rename enum value" : "drop attribute";
      }
    }
    return null;
  }

  private @Nullable String alterTable(Statement s) {
    Name table = table(s);
    if (created.contains(table.text())) {
      return null;
    }
    int start = table.next();
    int level = 0;
    for (int i = start; i <= s.tokens().size(); i++) {
      String text = i < s.tokens().size() ? s.tokens().get(i).text() : ",";
      level += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
      if (text.equals(",") && (level == 0 || i == s.tokens().size())) {
        String action = action(s, start, i, table.text());
        if (action != null) {
          return action;
        }
        start = i + 1;
      }
    }
    return null;
  }

  /// @param at where the action begins
  /// @param end where the next begins, or the statement ends
  private @Nullable String action(Statement s, int at, int end, String table) {
    return switch (s.word(at)) {
      case "DROP" -> dropAction(s, at);
      case "RENAME" -> rename(s, at, table);
      case "CHANGE" -> {
        Name old = s.name(s.has(at + 1, "COLUMN") ? at + 2 : at + 1);
        yield old.text().equals(s.name(old.next()).text()) ? null : "rename column";
      }
      case "ALTER" -> alterColumn(s, at, end, table);
      case "ADD" -> requiredColumn(s, at, end) ? "add required column" : null;
      default -> null;
    };
  }

  private static @Nullable String dropAction(Statement s, int at) {
    if (s.has(at + 1, "PARTITION")) {
      return "drop partition";
    }
    return HARMLESS.contains(s.word(at + 1)) ? null : "drop column";
  }

  private @Nullable String rename(Statement s, int at, String table) {
    return switch (s.word(at + 1)) {
      case "TO", "AS" -> rebuilt.contains(table) ? null : "rename table";
      case "CONSTRAINT", "INDEX", "KEY" -> null;
      default -> "rename column";
    };
  }

  private @Nullable String alterColumn(Statement s, int at, int end, String table) {
    Name column = s.name(s.has(at + 1, "COLUMN") ? at + 2 : at + 1);
    int i = column.next();
    if (s.has(i, "SET", "NOT", "NULL")) {
      return defaulted.contains(table + "." + column.text()) ? null : "set not null";
    }
    int type = s.has(i, "TYPE") ? i + 1 : s.has(i, "SET", "DATA", "TYPE") ? i + 3 : -1;
    boolean converts = type > 0 && s.contains(type, end, "USING") && !WIDE.contains(s.word(type));
    return converts ? "change column type" : null;
  }

  /// Whether rows that the previous version inserts would be refused for want of a value.
  private static boolean requiredColumn(Statement s, int at, int end) {
    boolean constraint = HARMLESS.contains(s.word(at + 1));
    boolean required = false;
    for (int i = at; i < end; i++) {
      required |= s.has(i, "NOT", "NULL");
      boolean filled =
          switch (s.word(i)) {
            case "DEFAULT",
                "GENERATED",
                "AUTO_INCREMENT",
                "IDENTITY",
                "AS",
                "SERIAL",
                "BIGSERIAL" ->
                true;
            default -> false;
          };
      if (filled) {
        return false;
      }
    }
    return required && !constraint;
  }
}
