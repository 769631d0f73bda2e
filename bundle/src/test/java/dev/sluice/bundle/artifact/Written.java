package dev.sluice.bundle.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Puts what is made where programs of others find it.
final class Written {
  private Written() {}

  /// Writes artifacts below a directory.
  static void below(Path directory, List<Artifact> artifacts) throws IOException {
    for (Artifact artifact : artifacts) {
      Path file = directory.resolve(artifact.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, artifact.content());
    }
  }
}
