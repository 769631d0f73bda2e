package dev.sluice.survey.terraform;

import dev.sluice.survey.hcl.HclBody;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// All Terraform of a repository, with who calls whom.
///
/// @param directories by path
/// @param called directories that a module or a Terragrunt unit of this repository calls
/// @param variables variable files by path
/// @param locks lock files by directory
/// @param backendFiles files that may complete a backend
record Configuration(
    Tree tree,
    List<Directory> directories,
    Set<String> called,
    Map<String, HclBody> variables,
    Map<String, HclBody> locks,
    List<TreeFile> backendFiles) {

  /// Directories whose Terraform is there to be called or tried out, not to be applied.
  private static final Set<String> LIBRARIES =
      Set.of("modules", "module", "examples", "example", "tests", "test", "templates", "template");

  static Configuration of(Tree tree, Map<TreeFile, HclBody> bodies) {
    Map<String, List<HclBody>> modules = new TreeMap<>();
    Map<String, HclBody> variables = new TreeMap<>();
    Map<String, HclBody> locks = new TreeMap<>();
    Set<String> called = new HashSet<>();
    bodies.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          TreeFile file = entry.getKey();
          String name = file.fileName();
          if (Variables.isFile(name)) {
            variables.put(file.path(), entry.getValue());
          } else if (name.equals(".terraform.lock.hcl")) {
            locks.put(file.directory(), entry.getValue());
          } else if (!Terragrunt.isTerragrunt(file)) {
            modules.computeIfAbsent(file.directory(), d -> new ArrayList<>()).add(entry.getValue());
          }
        });
    List<Directory> directories =
        modules.entrySet().stream().map(e -> new Directory(e.getKey(), e.getValue())).toList();
    directories.forEach(directory -> addCalls(directory, called));
    List<TreeFile> backendFiles = tree.files().stream().filter(Backends::completes).toList();
    return new Configuration(tree, directories, called, variables, locks, backendFiles);
  }

  private static void addCalls(Directory caller, Set<String> called) {
    caller
        .blocks("module")
        .flatMap(block -> Optional.ofNullable(block.body().literal("source")).stream())
        .filter(Configuration::isLocal)
        .forEach(source -> Tree.resolve(caller.path(), source).ifPresent(called::add));
  }

  static boolean isLocal(String source) {
    return source.startsWith("./") || source.startsWith("../");
  }

  /// Whether something here shows that a directory is applied: it keeps state somewhere, or nobody
  /// calls it and it configures a provider or locks one. A library that only others call does
  /// neither.
  boolean isRoot(Directory directory) {
    if (directory.settings("backend").findAny().isPresent()
        || directory.settings("cloud").findAny().isPresent()) {
      return true;
    }
    boolean holds =
        directory.blocks("resource").findAny().isPresent()
            || directory.blocks("module").findAny().isPresent();
    return holds && !isLibrary(directory.path()) && isSetUp(directory);
  }

  /// Whether a directory, or a file below one, is there to be called or tried out.
  boolean isLibrary(String path) {
    return called.contains(path) || List.of(path.split("/")).stream().anyMatch(LIBRARIES::contains);
  }

  private boolean isSetUp(Directory directory) {
    return locks.containsKey(directory.path())
        || variables.containsKey(child(directory.path(), "terraform.tfvars"))
        || variables.containsKey(child(directory.path(), "terraform.tfvars.json"))
        || directory.blocks("provider").findAny().isPresent();
  }

  static String child(String directory, String name) {
    return directory.equals(".") ? name : directory + "/" + name;
  }
}
