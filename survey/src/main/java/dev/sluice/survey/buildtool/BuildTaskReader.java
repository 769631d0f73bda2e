package dev.sluice.survey.buildtool;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.BuildTask;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the scripts of packages, the targets of Makefiles, wrappers, test projects, and test
/// runners that are configured.
@AutoService(Reader.class)
public final class BuildTaskReader implements Reader {
  private static final Pattern TARGET =
      Pattern.compile("([A-Za-z][\\w.-]{0,60})\\s{0,9}::?(?!=).*");
  private static final Pattern PYTEST =
      Pattern.compile("(?m)^\\s{0,9}[\"']?pytest\\b|^\\[tool\\.pytest");
  private static final Pattern DOTNET_TESTS =
      Pattern.compile(
          "Microsoft\\.NET\\.Test\\.Sdk|MSTest\\.Sdk|<IsTestProject>true|\"(?:xunit|NUnit|TUnit)[\".]");
  private static final int MOST_TARGETS = 200;

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files = tree.files().stream().filter(f -> isOne(f.fileName())).toList();
    sink.each(files, Set.of(BuildTask.class), file -> read(file, sink));
  }

  private static boolean isOne(String name) {
    return switch (name) {
      case "package.json",
          "Makefile",
          "GNUmakefile",
          "makefile",
          "mvnw",
          "gradlew",
          "pytest.ini",
          "conftest.py",
          "tox.ini",
          "manage.py",
          "pyproject.toml",
          "setup.cfg" ->
          true;
      default ->
          (name.startsWith("requirements") && name.endsWith(".txt"))
              || isSolution(name)
              || isProject(name);
    };
  }

  private static boolean isSolution(String name) {
    return name.endsWith(".sln") || name.endsWith(".slnx");
  }

  private static boolean isProject(String name) {
    return name.endsWith(".csproj") || name.endsWith(".fsproj") || name.endsWith(".vbproj");
  }

  private static void read(TreeFile file, Sink sink) {
    if (isProject(file.fileName())) {
      if (DOTNET_TESTS.matcher(file.text()).find()) {
        add(file.source(), file, "dotnet-test", file.fileName(), sink);
      }
      return;
    }
    if (isSolution(file.fileName())) {
      add(file.source(), file, "dotnet", file.fileName(), sink);
      return;
    }
    switch (file.fileName()) {
      case "package.json" -> scripts(file, sink);
      case "Makefile", "GNUmakefile", "makefile" -> targets(file, sink);
      case "mvnw" -> add(file.source(), file, "maven", "mvnw", sink);
      case "gradlew" -> add(file.source(), file, "gradle", "gradlew", sink);
      case "pytest.ini", "conftest.py" -> add(file.source(), file, "pytest", "pytest", sink);
      case "tox.ini" -> add(file.source(), file, "tox", "tox", sink);
      case "manage.py" -> {
        if (file.text().contains("DJANGO_SETTINGS_MODULE")) {
          add(file.source(), file, "django", "manage.py", sink);
        }
      }
      default -> {
        if (PYTEST.matcher(file.text()).find()) {
          add(file.source(), file, "pytest", "pytest", sink);
        }
      }
    }
  }

  private static void scripts(TreeFile file, Sink sink) {
    if (file.yaml().complete() && !file.yaml().documents().isEmpty()) {
      for (Yaml.Entry script : file.yaml().documents().getFirst().entries("scripts")) {
        if (!isPlaceholder(script.value())) {
          add(script.key().source(), file, "npm", script.name(), sink);
        }
      }
    }
  }

  /// What `npm init` writes, which only fails.
  private static boolean isPlaceholder(Yaml script) {
    return script instanceof Yaml.Scalar command && command.text().contains("no test specified");
  }

  private static void targets(TreeFile file, Sink sink) {
    List<String> lines = file.text().lines().toList();
    int found = 0;
    for (int i = 0; i < lines.size() && found < MOST_TARGETS; i++) {
      Matcher target = TARGET.matcher(lines.get(i));
      if (target.matches()) {
        add(file.source().at(i + 1, 1), file, "make", target.group(1), sink);
        found++;
      }
    }
  }

  private static void add(Source at, TreeFile file, String tool, String name, Sink sink) {
    sink.add(new BuildTask(at, tool, file.directory(), name));
  }
}
