package dev.sluice.survey.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Migrations written in Python (Alembic, Django), Ruby (Rails) and C# (Entity Framework): the
/// calls in them that destroy, and not those in the part that undoes.
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
  private static final Pattern CALL =
      Pattern.compile("\\s*(?:safety_assured \\{ )?([a-zA-Z_.]{5,40})[ (].*");
  private static final Pattern DEFINITION =
      Pattern.compile("\\s*(?:def (?:self\\.)?|protected override void )(\\w+).*");

  private Script() {}

  /// One call that destroys.
  record Call(int line, int column, String what, String text) {}

  static List<Call> calls(List<String> lines, String tool) {
    List<Call> found = new ArrayList<>();
    boolean undoing = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() > 500) {
        continue;
      }
      Matcher definition = DEFINITION.matcher(line);
      if (definition.matches()) {
        undoing = definition.group(1).toLowerCase(Locale.ROOT).startsWith("down");
      }
      if (!undoing) {
        int number = i + 1;
        destroyed(line, tool)
            .ifPresent(what ->
                found.add(
                    new Call(
                        number,
                        1 + line.length() - line.stripLeading().length(),
                        what,
                        line.strip())));
      }
    }
    return found;
  }

  private static Optional<String> destroyed(String line, String tool) {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return Optional.empty();
    }
    boolean bare = call.group(1).indexOf('.') < 0;
    return bare == tool.equals("rails")
        ? Optional.ofNullable(CALLS.get(call.group(1)))
        : Optional.empty();
  }
}
