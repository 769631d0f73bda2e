package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Facts;
import dev.sluice.survey.Survey;
import dev.sluice.survey.tree.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A small repository on disk, written file by file and then read.
record Repo(Path root) {
  Repo with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Repo with(String path, byte[] content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Facts read() {
    try {
      return Facts.of(Survey.read(Walk.of(root, false), List.of(new GitHubActions())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
