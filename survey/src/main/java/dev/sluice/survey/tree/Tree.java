package dev.sluice.survey.tree;

import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.Unreadable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a repository, by path, with what was left out. Immutable.
public final class Tree {
  private final Path root;
  private final @Nullable GitPlace git;
  private final List<TreeFile> files;
  private final Map<String, TreeFile> byPath = new HashMap<>();
  private final Map<String, List<TreeFile>> byDirectory = new HashMap<>();
  private final List<LeftOut> leftOut;
  private final List<Unreadable> unreadable;

  Tree(
      Path root,
      @Nullable GitPlace git,
      List<TreeFile> files,
      List<TreeFile> aside,
      List<TreeFile> links,
      List<LeftOut> leftOut,
      List<Unreadable> unreadable) {
    this.root = root;
    this.git = git;
    this.files = Stream.concat(files.stream(), links.stream()).sorted().toList();
    Stream.concat(this.files.stream(), aside.stream().sorted())
        .forEach(file -> {
          byPath.put(file.path(), file);
          byDirectory.computeIfAbsent(file.directory(), d -> new ArrayList<>()).add(file);
        });
    this.leftOut = List.copyOf(leftOut);
    this.unreadable = List.copyOf(unreadable);
  }

  /// The surveyed directory, absolute.
  public Path root() {
    return root;
  }

  /// The git repository that the root belongs to.
  public Optional<GitPlace> git() {
    return Optional.ofNullable(git);
  }

  /// Every file that was not left out, by path.
  public List<TreeFile> files() {
    return files;
  }

  /// The file at a path relative to the root, with `/`. Tests and examples are found here too, for
  /// the case that something else refers to them.
  public Optional<TreeFile> file(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /// The files directly inside a directory, in a test or example too.
  public List<TreeFile> in(String directory) {
    return List.copyOf(byDirectory.getOrDefault(directory, List.of()));
  }

  /// What was left out on purpose.
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  /// What could not be looked at while walking.
  public List<Unreadable> unreadable() {
    return unreadable;
  }

  /// Joins a directory of the tree and a path relative to it; empty when that leads out of the
  /// tree.
  public static Optional<String> resolve(String directory, String relative) {
    try {
      Path joined = Path.of(directory.equals(".") ? "" : directory).resolve(relative).normalize();
      String path = joined.toString().replace('\\', '/');
      boolean outside = joined.isAbsolute() || path.equals("..") || path.startsWith("../");
      return outside ? Optional.empty() : Optional.of(path.isEmpty() ? "." : path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
