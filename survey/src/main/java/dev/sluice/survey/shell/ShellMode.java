package dev.sluice.survey.shell;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Text;
import org.jspecify.annotations.Nullable;

/// How a script is started: in which language, and which failures end it.
///
/// @param errexit whether a failing command ends the script
/// @param pipefail whether a failing command inside a pipe fails the pipe
/// @param origin what says so, for a script whose failures don't end it; null when nothing is
///   written
public record ShellMode(
    Language language, boolean errexit, boolean pipefail, @Nullable Text origin) {
  public ShellMode {
    requireNonNull(language, "language");
  }

  /// The languages of scripts.
  public enum Language {
    /// sh, bash and their like.
    POSIX,
    POWERSHELL,
    CMD,
    /// Anything else; its commands aren't looked at.
    OTHER
  }

  /// `sh -c`, as make, npm and their like start lines.
  public static ShellMode plain() {
    return new ShellMode(Language.POSIX, false, false, null);
  }

  /// `bash -e`.
  public static ShellMode strict() {
    return new ShellMode(Language.POSIX, true, false, null);
  }

  /// The mode that a script's first line asks for: `#!/bin/bash -e`.
  public static ShellMode ofShebang(String script) {
    String first = script.lines().findFirst().orElse("");
    if (!first.startsWith("#!")) {
      return plain();
    }
    boolean shell =
        first.matches(
            "#!\\s*\\S{0,200}?(env\\s+(-S\\s*)?)?\\S{0,200}?(sh|bash|zsh|dash|ksh|ash)(\\s.*)?");
    return shell
        ? new ShellMode(
            Language.POSIX, first.matches(".*\\s-[a-zA-Z]*e.*"), first.contains("pipefail"), null)
        : new ShellMode(Language.OTHER, false, false, null);
  }
}
