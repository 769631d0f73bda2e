package dev.sluice.survey.buildtool;

import com.google.auto.service.AutoService;
import dev.sluice.flow.fact.ToolVersion;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.Reader;
import dev.sluice.survey.Sink;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the versions of tools that files ask for: version files, `packageManager`, `go.mod`,
/// `requires-python`, the release of a Maven or Gradle build.
@AutoService(Reader.class)
public final class ToolVersionReader implements Reader {
  /// Files whose first line is a version.
  private static final Map<String, String> PLAIN =
      Map.of(
          ".nvmrc", "node",
          ".node-version", "node",
          ".python-version", "python",
          ".java-version", "java",
          ".ruby-version", "ruby",
          ".terraform-version", "terraform",
          "rust-toolchain", "rust");

  /// Files in which a version follows some words.
  private static final Map<String, Written> WRITTEN =
      Map.of(
          "go.mod", new Written("go", "(?m)^go ([\\d.]+)"),
          "pyproject.toml",
              new Written("python", "(?m)^(?:requires-python|python) *= *\"[>=^~]*([\\d.]+)"),
          "pom.xml",
              new Written(
                  "java",
                  "<(?:maven\\.compiler\\.release|java\\.version|maven\\.compiler\\.source|release)>([\\d.]+)<"),
          "build.gradle",
              new Written(
                  "java",
                  "(?:JavaLanguageVersion\\.of\\(|(?:source|target)Compatibility *="
                      + " *(?:JavaVersion\\.VERSION_)?['\"]?)([\\d.]+)"),
          "build.gradle.kts",
              new Written(
                  "java",
                  "(?:JavaLanguageVersion\\.of\\(|jvmToolchain\\(|JavaVersion\\.VERSION_)([\\d.]+)"),
          "global.json", new Written("dotnet", "\"version\" *: *\"([\\d.]+)"),
          "rust-toolchain.toml", new Written("rust", "(?m)^channel *= *\"([\\w.-]+)\""));

  private static final Pattern VERSION = Pattern.compile("v?([\\w./*-]{1,40})");
  private static final Pattern MANAGER = Pattern.compile("(npm|pnpm|yarn|bun)@([\\w.-]{1,40}).*");

  /// Words before a version, and the tool that it is of.
  private record Written(String tool, Pattern words) {
    Written(String tool, String words) {
      this(tool, Pattern.compile(words));
    }
  }

  @Override
  public void read(Tree tree, Sink sink) {
    List<TreeFile> files =
        tree.files().stream()
            .filter(f ->
                PLAIN.containsKey(f.fileName())
                    || WRITTEN.containsKey(f.fileName())
                    || f.fileName().equals("package.json"))
            .toList();
    sink.each(files, Set.of(ToolVersion.class), file -> read(file, sink));
  }

  private static void read(TreeFile file, Sink sink) {
    String plain = PLAIN.get(file.fileName());
    Written written = WRITTEN.get(file.fileName());
    if (plain != null) {
      String first = file.text().lines().findFirst().orElse("").strip();
      Matcher matcher = VERSION.matcher(first);
      if (matcher.matches()) {
        sink.add(new ToolVersion(file.source(), plain, file.directory(), matcher.group(1)));
      }
    } else if (written != null) {
      Matcher matcher = written.words().matcher(file.text());
      if (matcher.find()) {
        sink.add(
            new ToolVersion(file.source(), written.tool(), file.directory(), matcher.group(1)));
      }
    } else if (file.yaml().complete() && !file.yaml().documents().isEmpty()) {
      packageManager(file, file.yaml().documents().getFirst(), sink);
    }
  }

  private static void packageManager(TreeFile file, Yaml json, Sink sink) {
    String manager = json.string("packageManager");
    Matcher matcher = MANAGER.matcher(manager == null ? "" : manager);
    if (matcher.matches()) {
      sink.add(
          new ToolVersion(file.source(), matcher.group(1), file.directory(), matcher.group(2)));
    }
  }
}
