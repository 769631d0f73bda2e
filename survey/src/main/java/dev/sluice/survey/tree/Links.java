package dev.sluice.survey.tree;

import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows symbolic links, but only to files that a walk found without them.
final class Links {
  private Links() {}

  /// Files under the names of their links; every other link is noted as left out.
  static List<TreeFile> among(
      Path root, List<Path> links, List<TreeFile> files, List<LeftOut> leftOut) {
    if (links.isEmpty()) {
      return List.of();
    }
    Map<String, TreeFile> known = new HashMap<>();
    files.forEach(file -> known.put(file.path(), file));
    List<TreeFile> followed = new ArrayList<>();
    for (Path link : links) {
      String name = root.relativize(link).toString();
      try {
        Path real = link.toRealPath();
        Path home = root.toRealPath();
        TreeFile target =
            real.startsWith(home) ? known.get(home.relativize(real).toString()) : null;
        if (target != null) {
          followed.add(new TreeFile(real, name, target.size(), true));
        } else {
          leftOut.add(new LeftOut(Source.of(name), why(real, home)));
        }
      } catch (IOException e) {
        leftOut.add(new LeftOut(Source.of(name), "symbolic link to nothing"));
      }
    }
    return followed;
  }

  private static String why(Path target, Path root) {
    if (!target.startsWith(root)) {
      return "symbolic link that leads outside";
    }
    return Files.isDirectory(target)
        ? "symbolic link to a directory"
        : "symbolic link to what is left out";
  }
}
