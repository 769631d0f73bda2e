package dev.sluice.survey.migrations;

import dev.sluice.survey.migrations.Sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Migrations written in Python (Alembic, Django), Ruby (Rails) and C# (Entity Framework): the
/// calls in them that destroy, by themselves or by the SQL that they are given, and not those in
/// the part that undoes.
final class Script {
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("op.drop_column", "drop column"),
          Map.entry("batch_op.drop_column", "drop column"),
          Map.entry("op.drop_table", "drop table"),
          Map.entry("op.rename_table", "rename table"),
          Map.entry("migrations.RemoveField", "drop column"),
          Map.entry("migrations.DeleteModel", "drop table"),
          Map.entry("migrations.RenameField", "rename column"),
          Map.entry("migrations.RenameModel", "rename table"),
          Map.entry("migrationBuilder.DropColumn", "drop column"),
          Map.entry("migrationBuilder.DropTable", "drop table"),
          Map.entry("migrationBuilder.DropSequence", "drop sequence"),
          Map.entry("migrationBuilder.DropSchema", "drop schema"),
          Map.entry("migrationBuilder.RenameColumn", "rename column"),
          Map.entry("migrationBuilder.RenameTable", "rename table"),
          Map.entry("remove_column", "drop column"),
          Map.entry("remove_columns", "drop column"),
          Map.entry("drop_table", "drop table"),
          Map.entry("rename_column", "rename column"),
          Map.entry("rename_table", "rename table"));
  private static final Set<String> RUN_SQL =
      Set.of(
          "op.execute",
          "conn.execute",
          "connection.execute",
          "bind.execute",
          "migrations.RunSQL",
          "migrationBuilder.Sql",
          "execute");
  private static final Pattern CALL =
      Pattern.compile("\\s*(?:safety_assured \\{ )?([a-zA-Z_.]{5,40})[ (].*");

  /// Longer lines are not written by hand.
  private static final int LONGEST = 500;

  private static final Pattern DEFINITION =
      Pattern.compile("\\s*(?:def (?:self\\.)?|protected override void )(\\w+).*");

  private Script() {}

  /// One call that destroys.
  record Call(int line, int column, String what, String text) {}

  static List<Call> calls(String text, String tool) {
    List<Call> found = new ArrayList<>();
    boolean undoing = false;
    int start = 0;
    int number = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
      number++;
      if (line.length() <= LONGEST) {
        Matcher definition = DEFINITION.matcher(line);
        if (definition.matches()) {
          undoing = definition.group(1).toLowerCase(Locale.ROOT).startsWith("down");
        }
        if (!undoing) {
          line(text, start, line, number, tool, found);
        }
      }
      start = end < 0 ? text.length() : end + 1;
    }
    return found;
  }

  private static void line(
      String text, int start, String line, int number, String tool, List<Call> found) {
    Matcher call = CALL.matcher(line);
    if (!call.matches() || (call.group(1).indexOf('.') < 0) != tool.equals("rails")) {
      return;
    }
    String name = call.group(1);
    int open = start + call.end(1);
    String what = CALLS.get(name);
    if (what == null && name.endsWith("_column") && text.charAt(open) == '(') {
      what = column(name, arguments(text, open));
    }
    if (what != null) {
      found.add(
          new Call(number, 1 + line.length() - line.stripLeading().length(), what, line.strip()));
    } else if (RUN_SQL.contains(name)) {
      int column = call.end(1) + 1;
      List<Statement> statements =
          tool.equals("rails")
              ? Literals.ruby(text, open, number, column)
              : Literals.python(text, open, number, column);
      sql(statements, found);
    }
  }

  private static void sql(List<Statement> statements, List<Call> found) {
    Destruction destruction = new Destruction(statements);
    for (Statement statement : statements) {
      String what = destruction.of(statement);
      if (what != null) {
        Sql.Token first = statement.tokens().getFirst();
        found.add(new Call(first.line(), first.column(), what, statement.text()));
      }
    }
  }

  /// What Alembic's `alter_column` and `add_column` destroy by their arguments.
  private static @Nullable String column(String name, String arguments) {
    boolean required =
        arguments.contains("nullable=False") && !arguments.contains("server_default");
    if (name.endsWith("alter_column")) {
      return arguments.contains("new_column_name=")
          ? "rename column"
          : required ? "set not null" : null;
    }
    return name.endsWith("add_column") && required ? "add required column" : null;
  }

  /// The arguments of a call up to the parenthesis that closes them, without spaces.
  private static String arguments(String text, int open) {
    StringBuilder all = new StringBuilder();
    int depth = 0;
    for (int i = open; i < Math.min(text.length(), open + 4 * LONGEST); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        break;
      }
      if (!Character.isWhitespace(c)) {
        all.append(c);
      }
    }
    return all.toString();
  }
}
