package dev.sluice.survey.shell;

import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// PowerShell and cmd scripts, line by line: enough to see which programs they call.
///
/// Both give the status of their last program only; in PowerShell a script that looks at
/// `$LASTEXITCODE`, throws, or sets `$PSNativeCommandUseErrorActionPreference` is taken to care for
/// its failures.
final class LineScript {
  private static final List<String> CARES =
      List.of(
          "LASTEXITCODE",
          "PSNativeCommandUseErrorActionPreference",
          "throw ",
          "exit 1",
          "errorlevel",
          "ERRORLEVEL",
          "exit /b");

  private LineScript() {}

  private record Line(int offset, String text, int depth) {}

  static List<Command> commands(Script script) {
    List<Line> lines = lines(script);
    boolean cares = CARES.stream().anyMatch(script.text()::contains);
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean lost = !cares && i < lines.size() - 1 && line.depth() == 0;
      Text guard =
          line.depth() == 0
              ? null
              : new Text(script.places().at(line.offset()), "a block of the script");
      words(line, script, lost ? ignored(script, lines.get(i + 1)) : null, guard, commands);
    }
    return commands;
  }

  private static Text ignored(Script script, Line next) {
    Text origin = script.mode().origin();
    return origin == null
        ? new Text(script.places().at(next.offset()), "only the last command's exit code counts")
        : origin;
  }

  private static List<Line> lines(Script script) {
    char continues = script.mode().language() == ShellMode.Language.CMD ? '^' : '`';
    List<Line> lines = new ArrayList<>();
    int depth = 0;
    int at = 0;
    String text = script.text();
    while (at < text.length()) {
      int start = at;
      int eol = eol(text, at);
      while (eol > at && text.charAt(eol - 1) == continues && eol < text.length()) {
        eol = eol(text, eol + 1);
      }
      at = eol + 1;
      String line = text.substring(start, eol);
      int offset = start + line.length() - line.stripLeading().length();
      if (!comment(line.strip())) {
        lines.add(new Line(offset, line.strip(), depth));
      }
      depth = Math.max(0, depth + balance(line));
    }
    return lines;
  }

  private static int eol(String text, int from) {
    int eol = text.indexOf('\n', from);
    return eol < 0 ? text.length() : eol;
  }

  private static boolean comment(String line) {
    String lower = line.length() > 4 ? line.substring(0, 4).toLowerCase(Locale.ROOT) : line;
    return line.isEmpty()
        || line.startsWith("#")
        || line.startsWith("::")
        || lower.startsWith("rem ")
        || line.equals("}")
        || line.equals(")");
  }

  private static int balance(String line) {
    int balance = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.startsWith("${{", i)) {
        int close = line.indexOf("}}", i);
        i = close < 0 ? line.length() : close + 1;
      } else {
        char c = line.charAt(i);
        balance += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return balance;
  }

  private static void words(
      Line line, Script script, @Nullable Text ignored, @Nullable Text guard, List<Command> into) {
    String text = line.text().replace('`', ' ').replace('^', ' ').replace('\\', '/');
    Lexer lexer = new Lexer(text.replace('\n', ' '), 0, text.length());
    List<Word> words = new ArrayList<>();
    for (Token token = lexer.next(); ; token = lexer.next()) {
      if (token.kind() == Token.Kind.WORD && token.word() != null) {
        Word word = token.word();
        boolean skipped = words.isEmpty() && (word.is("@") || word.is("call") || word.is("&"));
        if (!skipped) {
          words.add(new Word(word.text(), word.offset() + line.offset(), word.plain(), List.of()));
        }
      } else if (token.kind() != Token.Kind.REDIRECT) {
        if (!words.isEmpty()) {
          into.add(new Command(words, List.of(), List.of(), script.directory(), ignored, guard));
          words = new ArrayList<>();
        }
        if (token.kind() == Token.Kind.END) {
          return;
        }
      }
    }
  }
}
