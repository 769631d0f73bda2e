package dev.sluice.survey.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What git ignores, seen from one directory: its own rules first, then those of the directories
/// around it.
final class Ignores {
  private static final int MAX_BYTES = 1 << 20;

  private final @Nullable Ignores around;
  private final String base;
  private final IgnoreRules rules;

  private Ignores(@Nullable Ignores around, String base, IgnoreRules rules) {
    this.around = around;
    this.base = base;
    this.rules = rules;
  }

  /// The rules that hold in the directory where a walk begins: those of the repository around it
  /// too, unless the repository ignores that very directory.
  static @Nullable Ignores at(Path root, @Nullable GitPlace git) {
    if (git == null || git.bare()) {
      return within(null, root);
    }
    Ignores found = read(null, git.top(), git.common().resolve("info/exclude"));
    if (root.equals(git.top())) {
      return within(found, root);
    }
    Path at = git.top();
    for (Path segment : git.top().relativize(root)) {
      found = within(found, at);
      at = at.resolve(segment);
      if (found != null && found.ignores(at, true)) {
        return within(null, root);
      }
    }
    return within(found, root);
  }

  /// The rules that hold inside a directory.
  static @Nullable Ignores within(@Nullable Ignores around, Path directory) {
    return read(around, directory, directory.resolve(".gitignore"));
  }

  private static @Nullable Ignores read(@Nullable Ignores around, Path directory, Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return around;
      }
      return new Ignores(around, prefix(directory), IgnoreRules.parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      return around;
    }
  }

  private static String prefix(Path directory) {
    String path = directory.toString();
    return path.endsWith("/") ? path : path + "/";
  }

  boolean ignores(Path entry, boolean directory) {
    String path = entry.toString();
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (Ignores at = this; at != null; at = at.around) {
      Boolean answer = at.rules.ignores(path.substring(at.base.length()), name, directory);
      if (answer != null) {
        return answer;
      }
    }
    return false;
  }
}
