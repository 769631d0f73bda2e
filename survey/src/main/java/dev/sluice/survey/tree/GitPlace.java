package dev.sluice.survey.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the git repository that a directory belongs to keeps its data.
///
/// @param top the directory of the checkout; for a bare repository the repository itself
/// @param directory what `.git` is or points to
/// @param common the directory that all worktrees of the repository share
/// @param bare whether there is no checkout
public record GitPlace(Path top, Path directory, Path common, boolean bare) {
  private static final int MAX_POINTER = 4096;

  /// The repository around a directory, looked for upwards as git does.
  public static Optional<GitPlace> around(Path start) {
    Path absolute = start.toAbsolutePath().normalize();
    if (isGitDirectory(absolute)) {
      return Optional.of(new GitPlace(absolute, absolute, absolute, true));
    }
    for (Path at = absolute; at != null; at = at.getParent()) {
      Optional<GitPlace> here = at(at);
      if (here.isPresent()) {
        return here;
      }
    }
    return Optional.empty();
  }

  /// The repository whose checkout has its top at a directory.
  static Optional<GitPlace> at(Path top) {
    Path git = top.resolve(".git");
    Path directory = Files.isRegularFile(git) ? pointed(git, "gitdir:") : git;
    if (directory == null || !Files.isRegularFile(directory.resolve("HEAD"))) {
      return Optional.empty();
    }
    Path shared = pointed(directory.resolve("commondir"), "");
    return Optional.of(new GitPlace(top, directory, shared == null ? directory : shared, false));
  }

  private static boolean isGitDirectory(Path path) {
    return Files.isRegularFile(path.resolve("HEAD"))
        && Files.isDirectory(path.resolve("objects"))
        && Files.isDirectory(path.resolve("refs"));
  }

  /// The directory that a one-line file names, relative to the file's own.
  private static @Nullable Path pointed(Path file, String prefix) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_POINTER) {
        return null;
      }
      String line = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
      return line.startsWith(prefix)
          ? file.resolveSibling(line.substring(prefix.length()).strip()).normalize()
          : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}
