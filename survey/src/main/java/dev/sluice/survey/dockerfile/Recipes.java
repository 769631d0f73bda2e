package dev.sluice.survey.dockerfile;

import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.Optional;

/// What the recipe of a directory makes.
public final class Recipes {
  private Recipes() {}

  /// Whether it only puts settings into somebody else's product that the directory is called after.
  public static boolean onlyConfigures(Tree tree, String directory) {
    return tree.file(directory + "/Dockerfile")
        .flatMap(Recipes::build)
        .filter(build -> build.onlyConfigures(directory.substring(directory.lastIndexOf('/') + 1)))
        .isPresent();
  }

  private static Optional<Build> build(TreeFile file) {
    return Build.of(file.path(), Instructions.of(file.path(), file.text()));
  }
}
