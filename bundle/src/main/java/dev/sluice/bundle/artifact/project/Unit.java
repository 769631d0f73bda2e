package dev.sluice.bundle.artifact.project;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a repository that is built and tested by itself.
///
/// @param directory where its commands run; `.` for the root
/// @param lockFile path of what pins its dependencies, or null
/// @param version of the tool or language that its files ask for, or null
/// @param versionFile path of the file that says so, or null
/// @param namesPackageManager whether its files say which version of the package manager it is for
/// @param install commands that bring its dependencies
/// @param build commands that build it; empty when there is nothing to build
/// @param test commands that test it; empty when the repository shows no tests
/// @param whole commands that do both at once, where that is cheaper; else empty
public record Unit(
    Tool tool,
    String directory,
    @Nullable String lockFile,
    @Nullable String version,
    @Nullable String versionFile,
    boolean namesPackageManager,
    List<String> install,
    List<String> build,
    List<String> test,
    List<String> whole) {
  public Unit {
    requireNonNull(tool, "tool");
    requireNonNull(directory, "directory");
    install = List.copyOf(install);
    build = List.copyOf(build);
    test = List.copyOf(test);
    whole = List.copyOf(whole);
  }

  /// The commands that build, test, or both; empty when it has none for what is wanted.
  public List<String> commands(boolean builds, boolean tests) {
    if (builds && tests && !whole.isEmpty()) {
      return whole;
    }
    List<String> commands = new ArrayList<>();
    if (builds) {
      commands.addAll(build);
    }
    if (tests) {
      commands.addAll(test);
    }
    return commands;
  }
}
