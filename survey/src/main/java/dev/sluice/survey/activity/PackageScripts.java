package dev.sluice.survey.activity;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `scripts` of a `package.json`, `composer.json` or `deno.json` (there: `tasks`).
final class PackageScripts {
  private final TreeFile file;
  private final Yaml scripts;

  private PackageScripts(TreeFile file, Yaml scripts) {
    this.file = file;
    this.scripts = scripts;
  }

  /// The scripts of a directory's file, or null when there is no such file.
  static @Nullable PackageScripts of(Tree tree, String directory, String name, String key) {
    String path = directory.equals(".") ? name : directory + "/" + name;
    return tree.file(path).map(file -> of(file, key)).orElse(null);
  }

  private static @Nullable PackageScripts of(TreeFile file, String key) {
    if (file.yaml().documents().isEmpty()) {
      return null;
    }
    Yaml document = file.yaml().documents().getFirst();
    return new PackageScripts(file, Optional.ofNullable(document.get(key)).orElse(document));
  }

  /// Every package.json of the tree that has a script of a name, for tools that run one in all
  /// workspaces.
  static List<Recipe> everywhere(Tree tree, String script) {
    List<Recipe> recipes = new ArrayList<>();
    for (TreeFile file : tree.files()) {
      if (file.fileName().equals("package.json") && recipes.size() < 50) {
        PackageScripts scripts = of(file, "scripts");
        List<Recipe> own = scripts == null ? null : scripts.recipes(script);
        recipes.addAll(own == null ? List.of() : own);
      }
    }
    return recipes;
  }

  /// A script with what runs before and after it; null when there is none of this name.
  @Nullable List<Recipe> recipes(String name) {
    if (scripts.get(name) == null) {
      return null;
    }
    List<Recipe> recipes = new ArrayList<>();
    for (String part : List.of("pre" + name, name, "post" + name)) {
      scripts.texts(part).forEach(text -> recipes.add(recipe(text)));
    }
    return recipes;
  }

  /// The names that match a pattern such as `test:*`.
  List<String> names(String pattern) {
    return scripts.entries().stream()
        .map(Yaml.Entry::name)
        .filter(name -> Globs.matches(pattern, name))
        .toList();
  }

  private Recipe recipe(Text text) {
    return new Recipe(
        new Script(text.value(), Places.fixed(text.source()), ShellMode.plain(), file.directory()));
  }
}
