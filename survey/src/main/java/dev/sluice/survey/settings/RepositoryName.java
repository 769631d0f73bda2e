package dev.sluice.survey.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/// What a repository is called at its code host: the last segment of its origin, or its directory's
/// name.
public final class RepositoryName {
  private RepositoryName() {}

  /// The name of the repository in a directory.
  public static String of(Path root) {
    String directory = String.valueOf(root.toAbsolutePath().normalize().getFileName());
    Config config = new Config();
    try {
      config.fromText(Files.readString(root.resolve(".git").resolve("config")));
    } catch (IOException | ConfigInvalidException e) {
      return directory;
    }
    String origin = config.getString("remote", "origin", "url");
    return origin == null ? directory : lastSegment(origin);
  }

  private static String lastSegment(String url) {
    String trimmed = url.strip().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf(':')) + 1);
  }
}
