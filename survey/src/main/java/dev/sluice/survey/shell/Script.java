package dev.sluice.survey.shell;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A script, ready to be looked at.
///
/// @param text the script itself
/// @param places where its characters stand
/// @param mode how it is started
/// @param directory where it starts, relative to the root; null when that can't be told
public record Script(String text, Places places, ShellMode mode, @Nullable String directory) {
  /// Longer scripts are not looked at: nobody writes them by hand.
  private static final int MAX_LENGTH = 1 << 20;

  public Script {
    requireNonNull(text, "text");
    requireNonNull(places, "places");
    requireNonNull(mode, "mode");
  }

  /// The commands that it may run, in the order in which they stand. What is never reached isn't
  /// among them: functions that nothing calls, and what follows an unconditional `exit`.
  public List<Command> commands() {
    if (text.length() > MAX_LENGTH) {
      return List.of();
    }
    return switch (mode.language()) {
      case POSIX -> new Walk(this).commands();
      case POWERSHELL, CMD -> LineScript.commands(this);
      case OTHER -> List.of();
    };
  }
}
