package dev.sluice.survey.tree;

import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds the files of a repository without ever leaving it.
public final class Walk {
  private static final Set<String> VENDORED =
      Set.of("node_modules", "vendor", "third_party", "bower_components", ".terraform", ".venv");
  private static final Set<String> FIXTURES = Set.of("testdata", "fixtures", "__fixtures__", "test-fixtures");

  private Walk() {}

  /// Walks a directory.
  ///
  /// @param everything whether vendored, fixture and ignored trees are read too
  /// @throws IOException when the directory itself cannot be listed
  public static Tree of(Path root, boolean everything) throws IOException {
    List<TreeFile> files = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = String.valueOf(directory.getFileName());
            if (directory.equals(root)) {
              return FileVisitResult.CONTINUE;
            }
            if (name.equals(".git")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!everything && VENDORED.contains(name)) {
              leftOut.add(new LeftOut(Source.of(relative(directory)), "vendored"));
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!everything && FIXTURES.contains(name)) {
              leftOut.add(new LeftOut(Source.of(relative(directory)), "test fixture"));
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(new TreeFile(file, relative(file), attributes.size()));
            } else {
              leftOut.add(new LeftOut(Source.of(relative(file)), "not a regular file"));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.add(new Unreadable(Source.of(relative(file)), "cannot be opened", List.of()));
            return FileVisitResult.CONTINUE;
          }

          private String relative(Path path) {
            return root.relativize(path).toString().replace('\\', '/');
          }
        });
    return new Tree(root, files, leftOut, unreadable);
  }
}
