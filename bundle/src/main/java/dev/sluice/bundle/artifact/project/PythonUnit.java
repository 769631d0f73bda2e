package dev.sluice.bundle.artifact.project;

import dev.sluice.flow.fact.BuildTask;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.ToolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A Python part: its package manager is told by the lock file, its test runner by what is
/// configured.
///
/// @param manifests those of one directory
record PythonUnit(Facts facts, List<PackageManifest> manifests) {
  /// The part.
  Unit unit() {
    PackageManifest first = manifests.getFirst();
    Tool tool = tool();
    ToolVersion version = Units.version(facts, "python", first.directory());
    String runner = runner();
    return new Unit(
        tool,
        first.directory(),
        lock(),
        version == null ? null : version.version(),
        Units.versionFile(version),
        false,
        install(tool),
        List.of(),
        runner == null ? List.of() : List.of(prefix(tool) + runner),
        List.of());
  }

  private @Nullable String lock() {
    return manifests.stream()
        .map(PackageManifest::lockFile)
        .filter(lock -> lock != null)
        .findFirst()
        .orElse(null);
  }

  private Tool tool() {
    String lock = lock();
    if (lock != null && lock.endsWith("uv.lock")) {
      return Tool.UV;
    }
    return lock != null && lock.endsWith("poetry.lock") ? Tool.POETRY : Tool.PIP;
  }

  private static String prefix(Tool tool) {
    return switch (tool) {
      case UV -> "uv run ";
      case POETRY -> "poetry run ";
      default -> "";
    };
  }

  private List<String> install(Tool tool) {
    return switch (tool) {
      case UV -> List.of("uv sync --locked");
      case POETRY -> List.of("pipx install poetry==2.1.4", "poetry install --no-interaction");
      default -> pip();
    };
  }

  private List<String> pip() {
    List<String> files =
        manifests.stream()
            .map(m -> m.source().file())
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .filter(name -> name.startsWith("requirements"))
            .filter(name -> name.equals("requirements.txt") || forTests(name))
            .sorted()
            .toList();
    List<String> commands = new ArrayList<>();
    if (files.isEmpty()) {
      commands.add("python -m pip install .");
    } else {
      commands.add("python -m pip install --requirement " + String.join(" --requirement ", files));
    }
    if ("tox".equals(runner())) {
      commands.add("python -m pip install tox==4.26.0");
    }
    return commands;
  }

  private static boolean forTests(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("test") || lower.contains("dev");
  }

  /// What runs its tests; null when nothing shows it.
  private @Nullable String runner() {
    String directory = manifests.getFirst().directory();
    if (below("pytest", directory)) {
      return "pytest";
    }
    if (Units.has(facts, "tox", directory, "tox")) {
      return "tox";
    }
    return Units.has(facts, "django", directory, "manage.py") ? "python manage.py test" : null;
  }

  /// Whether a task is offered in the directory or below it.
  private boolean below(String tool, String directory) {
    return facts.of(BuildTask.class).stream()
        .filter(t -> t.tool().equals(tool))
        .anyMatch(t ->
            directory.equals(".")
                || t.directory().equals(directory)
                || t.directory().startsWith(directory + "/"));
  }
}
