package dev.sluice.survey.githubactions;

import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.ShellMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How GitHub starts a step's script.
///
/// Source: GitHub's workflow syntax, `jobs.<job_id>.steps[*].shell`: nothing written is `bash -e`,
/// without pipefail; `bash` is `bash --noprofile --norc -eo pipefail`; a command of one's own is
/// taken as it is written.
final class ShellChoice {
  private ShellChoice() {}

  /// @param shell as written, or null
  /// @param runsOn what the job runs on, or null
  static ShellMode of(@Nullable Text shell, @Nullable Text runsOn) {
    if (shell == null) {
      return runsOn != null && runsOn.value().toLowerCase(Locale.ROOT).startsWith("windows")
          ? new ShellMode(ShellMode.Language.POWERSHELL, false, false, lastOnly(runsOn))
          : ShellMode.strict();
    }
    String written = shell.value().strip();
    return switch (written) {
      case "bash" -> new ShellMode(ShellMode.Language.POSIX, true, true, null);
      case "sh" -> ShellMode.strict();
      case "pwsh", "powershell" ->
          new ShellMode(ShellMode.Language.POWERSHELL, false, false, lastOnly(shell));
      case "cmd" -> new ShellMode(ShellMode.Language.CMD, false, false, lastOnly(shell));
      case "python" -> new ShellMode(ShellMode.Language.OTHER, false, false, null);
      default -> custom(shell, written);
    };
  }

  private static Text lastOnly(Text at) {
    return new Text(at.source(), at.value() + ": only the last command's exit code counts");
  }

  private static ShellMode custom(Text shell, String written) {
    if (Expressions.in(written)) {
      return ShellMode.strict();
    }
    String program = written.split("\\s+", 2)[0];
    if (!program.matches(
        "(\\S*/)?(bash|sh|zsh|dash|busybox|nix|nix-shell|arch|wsl-bash|msys2|cygwin|alpine\\.sh|micromamba-shell).*")) {
      boolean power = program.startsWith("pwsh") || program.startsWith("powershell");
      return new ShellMode(
          power ? ShellMode.Language.POWERSHELL : ShellMode.Language.OTHER, false, false, shell);
    }
    boolean errexit =
        written.matches(".*\\s-[a-zA-Z]*e.*")
            || written.contains("errexit")
            || !written.contains("{0}");
    Text origin = errexit ? null : new Text(shell.source(), written + " without -e");
    return new ShellMode(ShellMode.Language.POSIX, errexit, written.contains("pipefail"), origin);
  }
}
