package dev.sluice.survey.git;

import dev.sluice.survey.tree.GitPlace;
import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.util.FS;

/// Opens repositories for reading only.
final class Repositories {
  static {
    QuietSystem.install();
  }

  private Repositories() {}

  static Repository open(GitPlace place) throws IOException {
    RepositoryBuilder builder = new RepositoryBuilder();
    builder.setFS(FS.DETECTED);
    builder.setGitDir(place.directory().toFile());
    builder.setGitCommonDir(place.common().toFile());
    if (!place.bare()) {
      builder.setWorkTree(place.top().toFile());
    }
    return builder.setMustExist(true).build();
  }
}
