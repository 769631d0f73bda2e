package dev.sluice.survey.lockfiles;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the manifests of package managers and finds the lock file of each.
@AutoService(Reader.class)
public final class LockfileReader implements Reader {
  private static final List<Ecosystem> ECOSYSTEMS =
      List.of(new Npm(), new Python(), new Go(), new Cargo(), new Simple());

  @Override
  public void read(Tree tree, Sink sink) {
    Map<TreeFile, Ecosystem> manifests = new HashMap<>();
    for (TreeFile file : tree.files()) {
      for (Ecosystem ecosystem : ECOSYSTEMS) {
        if (ecosystem.isManifest(file.fileName())) {
          manifests.put(file, ecosystem);
        }
      }
    }
    sink.each(
        manifests.keySet(),
        Set.of(PackageManifest.class),
        file -> {
          Ecosystem ecosystem = manifests.get(file);
          if (ecosystem != null) {
            ecosystem.manifest(file, tree).ifPresent(sink::add);
          }
        });
  }

  /// A package manager, or several with the same manifest.
  sealed interface Ecosystem permits Cargo, Go, Npm, Python, Simple {
    boolean isManifest(String fileName);

    /// What a manifest says; empty when it names no package at all.
    Optional<PackageManifest> manifest(TreeFile file, Tree tree);
  }

  /// The first of some files that stands in a directory.
  static @Nullable String first(Tree tree, String directory, List<String> names) {
    for (String name : names) {
      String path = join(directory, name);
      if (tree.file(path).isPresent()) {
        return path;
      }
    }
    return null;
  }

  static String join(String directory, String name) {
    return directory.equals(".") ? name : directory + "/" + name;
  }

  /// The directory around, or null at the root.
  static @Nullable String parent(String directory) {
    if (directory.equals(".")) {
      return null;
    }
    int slash = directory.lastIndexOf('/');
    return slash < 0 ? "." : directory.substring(0, slash);
  }
}
