package dev.sluice.cli.site;

import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// `.sluice` beside a delivery: the store, and what says that git is to leave the state of this
/// machine alone. Nobody's own `.gitignore` is touched.
final class StateDirectory {
  private static final String IGNORED =
      """
      # The state of sluice on this machine. What is in runs/ is evidence: keep it in git.
      /state.db*
      /targets/
      """;

  private StateDirectory() {}

  /// Opens the store; makes it when there is none.
  static Store open(Path root) throws IOException {
    Path directory = root.resolve(".sluice");
    Path database = directory.resolve("state.db");
    if (!Files.exists(database)) {
      Files.createDirectories(directory);
      ignore(directory.resolve(".gitignore"));
    }
    return Sqlite.open(database);
  }

  private static void ignore(Path file) throws IOException {
    try {
      Files.writeString(file, IGNORED, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      // Somebody has said already what git is to leave alone.
      return;
    }
  }
}
