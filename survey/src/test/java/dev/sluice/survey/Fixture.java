package dev.sluice.survey;

import dev.sluice.flow.fact.Facts;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small repository written for one test, read by one reader.
public final class Fixture {
  private final Path root;

  /// @param root an empty directory
  public Fixture(Path root) {
    this.root = root;
  }

  /// Writes a file.
  public Fixture file(String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The facts that a reader finds, with what the walk left out.
  public Facts read(Reader reader) {
    try {
      return Facts.of(new ArrayList<>(Survey.read(Walk.of(root, false), List.of(reader))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
