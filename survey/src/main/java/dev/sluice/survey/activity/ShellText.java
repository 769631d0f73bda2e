package dev.sluice.survey.activity;

import dev.sluice.survey.shell.Command;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.shell.Word;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A script that is handed to another shell as text: an argument or a here-document.
///
/// @param start offset in the outer script when it stands there letter by letter, or -1
record ShellText(String text, int start, ShellMode mode, boolean remote) {
  private static final Set<String> SHELLS = Set.of("bash", "sh", "zsh", "dash", "ash", "su");
  private static final Set<String> SSH_VALUES =
      Set.of(
          "-i", "-p", "-o", "-l", "-F", "-J", "-L", "-R", "-D", "-b", "-c", "-E", "-m", "-S", "-W");

  static @Nullable ShellText of(List<Word> words, Command command, String script) {
    String name = Matcher.program(words.getFirst().text());
    List<Word> rest = words.subList(1, words.size());
    if (SHELLS.contains(name)) {
      return shell(rest, command, script);
    }
    return switch (name) {
      case "eval" -> joined(rest, ShellMode.strict(), false);
      case "ssh" -> ssh(rest, command, script);
      case "nix-shell" -> argument(rest, Set.of("--run", "--command"));
      default -> null;
    };
  }

  private static @Nullable ShellText shell(List<Word> rest, Command command, String script) {
    for (int i = 0; i < rest.size() - 1; i++) {
      String flag = rest.get(i).text();
      if (flag.matches("-[a-z]*c")) {
        ShellMode mode = new ShellMode(ShellMode.Language.POSIX, flag.contains("e"), false, null);
        return new ShellText(rest.get(i + 1).text(), -1, mode, false);
      }
    }
    boolean plain = rest.stream().allMatch(word -> word.text().startsWith("-"));
    return plain ? heredoc(command, script, false) : null;
  }

  private static @Nullable ShellText heredoc(Command command, String script, boolean remote) {
    if (command.input().isEmpty()) {
      return null;
    }
    Word.Part part = command.input().getFirst();
    return new ShellText(
        script.substring(part.start(), part.end()), part.start(), ShellMode.plain(), remote);
  }

  private static @Nullable ShellText ssh(List<Word> rest, Command command, String script) {
    List<Word> host = Wrappers.afterFlags(rest, SSH_VALUES, false);
    List<Word> behind = host.isEmpty() ? host : host.subList(1, host.size());
    List<Word> remote = Wrappers.afterFlags(behind, SSH_VALUES, false);
    if (remote.isEmpty() || (remote.getFirst().text().equals("bash") && remote.size() < 3)) {
      return heredoc(command, script, true);
    }
    return joined(remote, ShellMode.plain(), true);
  }

  private static @Nullable ShellText joined(List<Word> words, ShellMode mode, boolean remote) {
    return words.isEmpty()
        ? null
        : new ShellText(
            words.stream().map(Word::text).collect(Collectors.joining(" ")), -1, mode, remote);
  }

  private static @Nullable ShellText argument(List<Word> rest, Set<String> flags) {
    List<Word> behind = Wrappers.after(rest, flags);
    return behind == null
        ? null
        : new ShellText(behind.getFirst().text(), -1, ShellMode.strict(), false);
  }
}
