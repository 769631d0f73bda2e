package dev.sluice.bundle.artifact.project;

import dev.sluice.flow.fact.BaseImage;
import dev.sluice.flow.fact.BuildTask;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.ToolVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the parts of a repository that are built and tested by themselves. A module, or a member
/// of a workspace, belongs to the part that it lies in.
final class Units {
  /// Directories whose packages serve the work on the repository.
  private static final Set<String> ASIDE =
      Set.of("docs", "doc", "documentation", "website", "examples", "example", "hack", "tools");

  private static final Map<String, String> IMAGES =
      Map.of("python", "python", "node", "node", "java", "eclipse-temurin");
  private static final Pattern LEADING = Pattern.compile("^\\d+(?:\\.\\d+)?");

  private final Facts facts;

  Units(Facts facts) {
    this.facts = facts;
  }

  /// The parts, by tool and directory.
  List<Unit> all() {
    TreeMap<String, List<PackageManifest>> places = new TreeMap<>();
    facts.of(PackageManifest.class).stream()
        .filter(m -> !aside(m.directory()))
        .forEach(m ->
            places
                .computeIfAbsent(m.ecosystem() + " " + m.directory(), k -> new ArrayList<>())
                .add(m));
    List<Unit> units =
        new ArrayList<>(
            places.values().stream()
                .filter(here -> !covered(here.getFirst()))
                .flatMap(here -> unit(here).stream())
                .toList());
    units.addAll(solutions());
    if (units.isEmpty()) {
      units.addAll(make());
    }
    return units.stream()
        .sorted(Comparator.comparing(Unit::tool).thenComparing(Unit::directory))
        .toList();
  }

  private static boolean aside(String directory) {
    return Stream.of(directory.split("/", -1)).anyMatch(ASIDE::contains);
  }

  /// Whether a directory around holds what builds it too.
  private boolean covered(PackageManifest manifest) {
    String lock = manifest.lockFile();
    return switch (manifest.ecosystem()) {
      case "maven", "gradle", "cargo" -> within(manifest);
      case "npm", "pip" ->
          lock != null && !parent(lock).equals(manifest.directory()) && within(manifest);
      default -> false;
    };
  }

  private boolean within(PackageManifest manifest) {
    return facts.of(PackageManifest.class).stream()
        .filter(m -> m.ecosystem().equals(manifest.ecosystem()))
        .map(PackageManifest::directory)
        .anyMatch(d ->
            !d.equals(manifest.directory())
                && (d.equals(".") || manifest.directory().startsWith(d + "/")));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }

  private List<Unit> unit(List<PackageManifest> manifests) {
    PackageManifest manifest = manifests.getFirst();
    return switch (manifest.ecosystem()) {
      case "gomod" -> List.of(go(manifest));
      case "npm" -> node(manifest);
      case "maven" -> List.of(maven(manifest));
      case "gradle" -> List.of(gradle(manifest));
      case "pip" -> List.of(new PythonUnit(facts, manifests).unit());
      case "cargo" -> List.of(cargo(manifest));
      default -> List.of();
    };
  }

  private Unit go(PackageManifest manifest) {
    return unit(
        Tool.GO,
        manifest,
        version("go", manifest.directory()),
        List.of(),
        List.of("go build ./..."),
        List.of("go test ./..."),
        List.of());
  }

  private List<Unit> node(PackageManifest manifest) {
    String lock = manifest.lockFile() == null ? "" : manifest.lockFile();
    Tool tool =
        lock.endsWith("pnpm-lock.yaml") || version("pnpm", manifest.directory()) != null
            ? Tool.PNPM
            : lock.endsWith("yarn.lock") ? Tool.YARN : Tool.NPM;
    String run =
        switch (tool) {
          case PNPM -> "pnpm";
          case YARN -> "yarn";
          default -> "npm";
        };
    List<String> build =
        has("npm", manifest.directory(), "build") ? List.of(run + " run build") : List.of();
    List<String> test =
        has("npm", manifest.directory(), "test") ? List.of(run + " test") : List.of();
    if (lock.contains("bun.lock") || (build.isEmpty() && test.isEmpty())) {
      return List.of();
    }
    ToolVersion yarn = version("yarn", manifest.directory());
    boolean modern = yarn != null && !yarn.version().startsWith("1.");
    List<String> install =
        switch (tool) {
          case PNPM -> List.of("pnpm install --frozen-lockfile");
          case YARN ->
              List.of(
                  "corepack enable",
                  modern ? "yarn install --immutable" : "yarn install --frozen-lockfile");
          default -> List.of(lock.isEmpty() ? "npm install" : "npm ci");
        };
    return List.of(
        unit(
            tool,
            manifest,
            version("node", manifest.directory()),
            install,
            build,
            test,
            List.of()));
  }

  private Unit maven(PackageManifest manifest) {
    String maven = has("maven", manifest.directory(), "mvnw") ? "./mvnw" : "mvn";
    return unit(
        Tool.MAVEN,
        manifest,
        version("java", manifest.directory()),
        List.of(),
        List.of(maven + " -B -ntp package -DskipTests"),
        List.of(maven + " -B -ntp verify"),
        List.of(maven + " -B -ntp verify"));
  }

  private Unit gradle(PackageManifest manifest) {
    String gradle = has("gradle", manifest.directory(), "gradlew") ? "./gradlew" : "gradle";
    return unit(
        Tool.GRADLE,
        manifest,
        version("java", manifest.directory()),
        List.of(),
        List.of(gradle + " --no-daemon assemble"),
        List.of(gradle + " --no-daemon check"),
        List.of(gradle + " --no-daemon build"));
  }

  private Unit cargo(PackageManifest manifest) {
    boolean locked = manifest.lockFile() != null;
    String flags = (locked ? " --locked" : "") + " --workspace";
    return unit(
        Tool.CARGO,
        manifest,
        version("rust", manifest.directory()),
        List.of(),
        List.of("cargo build" + flags),
        List.of("cargo test" + flags),
        List.of());
  }

  /// .NET: a solution builds its projects; without one each directory of a project is a part.
  private List<Unit> solutions() {
    List<PackageManifest> projects =
        facts.of(PackageManifest.class).stream()
            .filter(m -> m.ecosystem().equals("nuget") && !aside(m.directory()))
            .toList();
    if (projects.isEmpty()) {
      return List.of();
    }
    List<BuildTask> solutions =
        facts.of(BuildTask.class).stream()
            .filter(t -> t.tool().equals("dotnet"))
            .sorted(Comparator.comparing(t -> t.directory().equals(".") ? "" : t.directory()))
            .toList();
    String directory =
        solutions.isEmpty() ? projects.getFirst().directory() : solutions.getFirst().directory();
    String target =
        solutions.stream().filter(s -> s.directory().equals(directory)).count() > 1
            ? " " + solutions.getFirst().name()
            : "";
    boolean locked = projects.stream().allMatch(p -> p.lockFile() != null);
    boolean tests =
        facts.of(BuildTask.class).stream().anyMatch(t -> t.tool().equals("dotnet-test"));
    ToolVersion version = version("dotnet", directory);
    return List.of(
        new Unit(
            Tool.DOTNET,
            directory,
            locked ? "packages.lock.json" : null,
            version == null ? null : version.version(),
            version == null ? null : version.source().file(),
            false,
            List.of("dotnet restore" + target + (locked ? " --locked-mode" : "")),
            List.of("dotnet build" + target + " --no-restore --configuration Release"),
            tests
                ? List.of("dotnet test" + target + " --no-restore --configuration Release")
                : List.of(),
            List.of()));
  }

  private List<Unit> make() {
    boolean builds = has("make", ".", "build");
    boolean tests = has("make", ".", "test");
    return builds || tests
        ? List.of(
            new Unit(
                Tool.MAKE,
                ".",
                null,
                null,
                null,
                false,
                List.of(),
                builds ? List.of("make build") : List.of(),
                tests ? List.of("make test") : List.of(),
                List.of()))
        : List.of();
  }

  private Unit unit(
      Tool tool,
      PackageManifest manifest,
      @Nullable ToolVersion version,
      List<String> install,
      List<String> build,
      List<String> test,
      List<String> whole) {
    return new Unit(
        tool,
        manifest.directory(),
        manifest.lockFile(),
        version == null ? null : version.version(),
        versionFile(version),
        version("pnpm", manifest.directory()) != null,
        install,
        build,
        test,
        whole);
  }

  /// The file that a tool reads its version from: not a recipe of an image.
  static @Nullable String versionFile(@Nullable ToolVersion version) {
    String file = version == null ? null : version.source().file();
    return file == null || file.toLowerCase(Locale.ROOT).contains("dockerfile") ? null : file;
  }

  private boolean has(String tool, String directory, String name) {
    return has(facts, tool, directory, name);
  }

  /// Whether a directory offers a task.
  static boolean has(Facts facts, String tool, String directory, String name) {
    return facts.of(BuildTask.class).stream()
        .anyMatch(
            t -> t.tool().equals(tool) && t.directory().equals(directory) && t.name().equals(name));
  }

  private @Nullable ToolVersion version(String tool, String directory) {
    return version(facts, tool, directory);
  }

  /// The version that the image of a directory is built on: what runs is what is tested.
  private static Optional<ToolVersion> shipped(Facts facts, String tool, String directory) {
    String image = IMAGES.get(tool);
    return facts.of(BaseImage.class).stream()
        .filter(base -> base.unresolved() == null && base.image().shortName().equals(image))
        .filter(base -> isFor(base.dockerfile(), directory))
        .flatMap(base -> {
          String tag = base.image().tag();
          Matcher matcher = LEADING.matcher(tag == null ? "" : tag);
          return matcher.find()
              ? Stream.of(new ToolVersion(base.source(), tool, directory, matcher.group()))
              : Stream.empty();
        })
        .findFirst();
  }

  /// Whether a recipe builds what lies in a directory: it lies there, or just below.
  private static boolean isFor(String dockerfile, String directory) {
    String place = parent(dockerfile);
    return place.equals(directory) || parent(place).equals(directory);
  }

  /// The version of a tool for a directory: its own, that of the root, or that of its image.
  static @Nullable ToolVersion version(Facts facts, String tool, String directory) {
    List<ToolVersion> all =
        facts.of(ToolVersion.class).stream().filter(v -> v.tool().equals(tool)).toList();
    return all.stream()
        .filter(v -> v.directory().equals(directory))
        .findFirst()
        .or(() -> all.stream().filter(v -> v.directory().equals(".")).findFirst())
        .or(() -> shipped(facts, tool, directory))
        .orElse(null);
  }
}
