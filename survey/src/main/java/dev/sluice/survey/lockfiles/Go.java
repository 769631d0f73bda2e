package dev.sluice.survey.lockfiles;

import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Go modules: whatever is required and isn't replaced by a directory needs a sum.
final class Go implements LockfileReader.Ecosystem {
  @Override
  public boolean isManifest(String fileName) {
    return fileName.equals("go.mod");
  }

  @Override
  public Optional<PackageManifest> manifest(TreeFile file, Tree tree) {
    String sum = LockfileReader.first(tree, file.directory(), List.of("go.sum"));
    return Optional.of(
        new PackageManifest(file.source(), "gomod", file.directory(), sum, requires(file.text())));
  }

  private static boolean requires(String text) {
    Set<String> required = new HashSet<>();
    Set<String> local = new HashSet<>();
    String block = "";
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.equals(")")) {
        block = "";
      } else if (line.endsWith("(")) {
        block = line.substring(0, line.length() - 1).strip() + " ";
      } else {
        statement((block + line).split("\\s+"), required, local);
      }
    }
    required.removeAll(local);
    return !required.isEmpty();
  }

  private static void statement(String[] words, Set<String> required, Set<String> local) {
    if (words.length > 2 && words[0].equals("require")) {
      required.add(words[1]);
    } else if (words.length > 3 && words[0].equals("replace")) {
      int arrow = List.of(words).indexOf("=>");
      if (arrow > 0 && arrow + 1 < words.length && words[arrow + 1].startsWith(".")) {
        local.add(words[1]);
      }
    }
  }
}
