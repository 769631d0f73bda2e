package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps that bring the tools of a part to a runner: the versions that its files ask for, or a
/// named one. Nothing is cached, since other runs could have filled the cache of one that releases.
public final class Setup {
  private static final String NODE = "24";
  private static final String PNPM = "10";
  private static final String PYTHON = "3.13";
  private static final String JAVA = "21";
  private static final String DOTNET = "9.0.x";

  private Setup() {}

  /// Checks the repository out and keeps no token.
  public static Step checkout() {
    return Step.uses("actions/checkout").with("persist-credentials", "false");
  }

  static List<Step> of(Unit unit) {
    return switch (unit.tool()) {
      case GO ->
          List.of(
              Step.uses("actions/setup-go")
                  .with("go-version-file", in(unit, "go.mod"))
                  .with("cache", "false"));
      case NPM, YARN -> List.of(node(unit));
      case PNPM -> List.of(pnpm(unit), node(unit));
      case MAVEN, GRADLE ->
          List.of(
              Step.uses("actions/setup-java")
                  .with("distribution", "temurin")
                  .with("java-version", java(unit.version())));
      case PIP, POETRY -> List.of(python(unit));
      case UV -> List.of(Step.uses("astral-sh/setup-uv").with("enable-cache", "false"));
      case DOTNET ->
          List.of(
              file(unit, "global.json")
                  ? Step.uses("actions/setup-dotnet").with("global-json-file", versionFile(unit))
                  : Step.uses("actions/setup-dotnet").with("dotnet-version", DOTNET));
      case CARGO -> cargo(unit);
      case MAKE, DOCKER -> List.of();
    };
  }

  private static List<Step> cargo(Unit unit) {
    if (unit.version() != null) {
      return List.of(); // rustup installs what rust-toolchain names
    }
    return List.of(
        Step.run(
            "Rust", "rustup toolchain install stable --profile minimal", "rustup default stable"));
  }

  private static Step pnpm(Unit unit) {
    Step step = Step.uses("pnpm/action-setup");
    return unit.namesPackageManager()
        ? step.with("package_json_file", in(unit, "package.json"))
        : step.with("version", PNPM);
  }

  private static Step node(Unit unit) {
    Step step = Step.uses("actions/setup-node");
    Step versioned =
        unit.versionFile() == null
            ? step.with("node-version", version(unit.version(), NODE))
            : step.with("node-version-file", versionFile(unit));
    return versioned.with("package-manager-cache", "false");
  }

  private static Step python(Unit unit) {
    Step step = Step.uses("actions/setup-python");
    return file(unit, ".python-version")
        ? step.with("python-version-file", versionFile(unit))
        : step.with("python-version", unit.version() == null ? PYTHON : unit.version());
  }

  private static String java(@Nullable String version) {
    if (version == null) {
      return JAVA;
    }
    return version.startsWith("1.") ? version.substring(2) : version;
  }

  private static String version(@Nullable String written, String standard) {
    return written == null ? standard : written;
  }

  private static boolean file(Unit unit, String name) {
    return versionFile(unit).endsWith(name);
  }

  private static String versionFile(Unit unit) {
    String file = unit.versionFile();
    return file == null ? "" : file;
  }

  private static String in(Unit unit, String name) {
    return unit.directory().equals(".") ? name : unit.directory() + "/" + name;
  }
}
