package dev.sluice.survey.activity;

import dev.sluice.flow.source.Source;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.shell.Word;
import dev.sluice.survey.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds which scripts of package.json and its like a runner starts. Safe for use by many threads.
final class PackageRunner {
  private static final Set<String> MANAGERS = Set.of("npm", "pnpm", "yarn", "bun");
  private static final Set<String> SEQUENCES =
      Set.of(
          "npm-run-all",
          "npm-run-all2",
          "run-s",
          "run-p",
          "concurrently",
          "start-server-and-test",
          "start-test",
          "server-test");
  private static final Set<String> MONOREPO =
      Set.of("turbo", "nx", "lerna", "rush", "ultra", "wsrun");
  private static final Set<String> OTHERS = Set.of("composer", "deno");
  private static final Set<String> VALUED =
      Set.of(
          "--prefix",
          "-C",
          "--dir",
          "--cwd",
          "-w",
          "--workspace",
          "--filter",
          "-F",
          "--loglevel",
          "--reporter",
          "--concurrency",
          "--scope",
          "--ignore",
          "--parallel-jobs");
  private static final Set<String> EVERYWHERE =
      Set.of("--workspaces", "-ws", "-w", "--workspace", "-r", "--recursive", "--filter", "-F");

  /// Words of package managers that are not names of scripts.
  private static final Set<String> BUILT_IN =
      Set.of(
          "install",
          "i",
          "ci",
          "add",
          "remove",
          "publish",
          "audit",
          "pack",
          "config",
          "set",
          "version",
          "link",
          "exec",
          "dlx",
          "npm",
          "cache",
          "dedupe",
          "outdated",
          "update",
          "upgrade",
          "why",
          "info",
          "login",
          "whoami",
          "init",
          "create",
          "global",
          "import",
          "list",
          "ls",
          "plugin",
          "policies",
          "node",
          "store",
          "env",
          "fetch",
          "deploy",
          "prune",
          "rebuild",
          "x",
          "pm",
          "constraints",
          "dist-tag",
          "view",
          "corepack",
          "setup",
          "self-update",
          "sbom");

  private final Tree tree;
  private final Map<String, Optional<PackageScripts>> files = new ConcurrentHashMap<>();

  PackageRunner(Tree tree) {
    this.tree = tree;
  }

  static boolean knows(String name) {
    return MANAGERS.contains(name)
        || SEQUENCES.contains(name)
        || MONOREPO.contains(name)
        || OTHERS.contains(name);
  }

  Callees.Called of(String name, List<Word> rest, @Nullable String directory) {
    String where = Callees.directory(rest, Set.of("--prefix", "-C", "--cwd", "--dir"), directory);
    if (OTHERS.contains(name)) {
      return other(name, rest, where);
    }
    if (SEQUENCES.contains(name)) {
      return sequence(rest, where);
    }
    if (MONOREPO.contains(name)) {
      return everywhere(monorepo(name, rest));
    }
    List<String> plain = Callees.plain(rest, VALUED);
    boolean all = rest.stream().anyMatch(w -> EVERYWHERE.contains(w.text().replaceAll("=.*", "")));
    String script = script(name, plain);
    if (script == null) {
      return Callees.Called.NOTHING;
    }
    if (all || plain.getFirst().equals("workspaces") || plain.getFirst().equals("workspace")) {
      return everywhere(List.of(script));
    }
    return named(script, where, "package.json", "scripts");
  }

  /// The script that a package manager's words name, or null.
  private static @Nullable String script(String manager, List<String> plain) {
    if (plain.isEmpty()) {
      return null;
    }
    String verb = plain.getFirst();
    int last = plain.size() - 1;
    return switch (verb) {
      case "run", "run-script", "rum" -> last > 0 ? plain.get(1) : null;
      case "test", "t", "tst" -> manager.equals("bun") ? null : "test";
      case "start", "stop", "restart" -> verb;
      case "workspaces" ->
          plain.contains("run") && last > plain.indexOf("run")
              ? plain.get(plain.indexOf("run") + 1)
              : null;
      case "workspace" ->
          last > 2 && plain.get(2).equals("run") ? plain.get(3) : last > 1 ? plain.get(2) : null;
      default -> manager.equals("npm") || BUILT_IN.contains(verb) ? null : verb;
    };
  }

  private Callees.Called other(String name, List<Word> rest, @Nullable String directory) {
    List<String> plain = Callees.plain(rest, Set.of("-d", "--working-dir", "--cwd"));
    boolean deno = name.equals("deno");
    if (plain.isEmpty() || (deno && (plain.size() < 2 || !plain.getFirst().equals("task")))) {
      return Callees.Called.NOTHING;
    }
    boolean run =
        plain.size() > 1 && Set.of("run", "run-script", "task").contains(plain.getFirst());
    String script = run ? plain.get(1) : plain.getFirst();
    Callees.Called called =
        named(script, directory, deno ? "deno.json" : "composer.json", deno ? "tasks" : "scripts");
    return new Callees.Called(called.recipes(), List.of());
  }

  private Callees.Called named(String script, @Nullable String directory, String file, String key) {
    PackageScripts scripts = directory == null ? null : scripts(directory, file, key);
    if (scripts == null) {
      return new Callees.Called(List.of(), List.of(script));
    }
    List<Recipe> recipes = scripts.recipes(script);
    return recipes == null ? Callees.Called.NOTHING : new Callees.Called(recipes, List.of());
  }

  private @Nullable PackageScripts scripts(String directory, String file, String key) {
    return files
        .computeIfAbsent(
            directory + "/" + file,
            k -> Optional.ofNullable(PackageScripts.of(tree, directory, file, key)))
        .orElse(null);
  }

  private Callees.Called sequence(List<Word> rest, @Nullable String directory) {
    PackageScripts scripts =
        directory == null ? null : scripts(directory, "package.json", "scripts");
    List<Recipe> recipes = new ArrayList<>();
    for (Word word : rest) {
      String name = word.text().startsWith("npm:") ? word.text().substring(4) : word.text();
      String script = name.split("\\s+", 2)[0];
      List<String> names = scripts == null ? List.of() : scripts.names(script);
      for (String one : names) {
        List<Recipe> own = scripts == null ? null : scripts.recipes(one);
        recipes.addAll(own == null ? List.of() : own);
      }
      if (names.isEmpty() && name.contains(" ")) {
        recipes.add(
            new Recipe(
                new Script(
                    name, Places.fixed(Source.of("package.json")), ShellMode.plain(), directory)));
      }
    }
    return new Callees.Called(recipes, List.of());
  }

  private Callees.Called everywhere(List<String> names) {
    List<Recipe> recipes = new ArrayList<>();
    List<String> unresolved = new ArrayList<>();
    for (String name : names) {
      List<Recipe> own = PackageScripts.everywhere(tree, name);
      recipes.addAll(own);
      if (own.isEmpty()) {
        unresolved.add(name);
      }
    }
    return new Callees.Called(recipes, unresolved);
  }

  private static List<String> monorepo(String name, List<Word> rest) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      String word = rest.get(i).text();
      if (word.equals("-t") || word.equals("--target") || word.equals("--targets")) {
        for (int k = i + 1; k < rest.size() && !rest.get(k).text().startsWith("-"); k++) {
          targets.addAll(List.of(rest.get(k).text().split(",")));
        }
      } else if (word.matches("(-t|--targets?)=.*")) {
        targets.addAll(List.of(word.substring(word.indexOf('=') + 1).split(",")));
      }
    }
    List<String> plain = Callees.plain(rest, VALUED);
    if (!targets.isEmpty() || plain.isEmpty()) {
      return targets;
    }
    return switch (name) {
      case "turbo" -> plain.getFirst().equals("run") ? plain.subList(1, plain.size()) : plain;
      case "nx" -> nx(plain);
      case "lerna", "wsrun", "ultra" ->
          plain.size() > 1 && plain.getFirst().equals("run") ? plain.subList(1, 2) : List.of();
      default -> plain.subList(0, 1);
    };
  }

  private static List<String> nx(List<String> plain) {
    String verb = plain.getFirst();
    if (verb.equals("run") && plain.size() > 1) {
      String[] parts = plain.get(1).split(":", -1);
      return parts.length > 1 ? List.of(parts[1]) : List.of();
    }
    boolean own =
        Set.of(
                "affected",
                "run-many",
                "format",
                "format:check",
                "migrate",
                "reset",
                "report",
                "list",
                "graph",
                "release")
            .contains(verb);
    return own ? List.of() : List.of(verb);
  }
}
