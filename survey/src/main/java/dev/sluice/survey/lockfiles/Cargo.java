package dev.sluice.survey.lockfiles;

import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cargo: what becomes a program needs a lock file, a library doesn't. A workspace has one for all
/// members.
final class Cargo implements LockfileReader.Ecosystem {
  @Override
  public boolean isManifest(String fileName) {
    return fileName.equals("Cargo.toml");
  }

  @Override
  public Optional<PackageManifest> manifest(TreeFile file, Tree tree) {
    Toml toml = new Toml(file.text());
    boolean program =
        toml.hasTable("bin"::equals)
            || tree.file(LockfileReader.join(file.directory(), "src/main.rs")).isPresent();
    boolean depends =
        toml.has(t -> t.endsWith("dependencies"), line -> true)
            || toml.hasTable(t -> t.contains("dependencies."));
    return toml.hasTable("package"::equals)
        ? Optional.of(
            new PackageManifest(
                file.source(), "cargo", file.directory(), lock(file, tree), program && depends))
        : Optional.empty();
  }

  private static @Nullable String lock(TreeFile file, Tree tree) {
    String own = LockfileReader.first(tree, file.directory(), List.of("Cargo.lock"));
    String at = LockfileReader.parent(file.directory());
    while (own == null && at != null) {
      if (isWorkspace(at, tree)) {
        return LockfileReader.first(tree, at, List.of("Cargo.lock"));
      }
      at = LockfileReader.parent(at);
    }
    return own;
  }

  private static boolean isWorkspace(String directory, Tree tree) {
    return tree.file(LockfileReader.join(directory, "Cargo.toml"))
        .filter(f -> new Toml(f.text()).hasTable(t -> t.equals("workspace")))
        .isPresent();
  }
}
