package dev.sluice.flow.ci.reproduciblebuild;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Packages that a script installs in whatever version is the newest today.
final class AdHocTools {
  private static final Pattern INSTALL =
      Pattern.compile(
          "(?:^|[\\s;&|(])(?<tool>pip3?|python3? -m pip|pipx|uv tool|npm|gem|cargo|go)"
              + " (?<verb>install|i|add)(?<rest>( [^\\s;&|)]+)+)");

  private AdHocTools() {}

  /// The commands of a script that install such packages.
  static List<String> in(String script) {
    return script.contains("install") || script.contains("npm ")
        ? script.lines().filter(line -> !line.isBlank()).flatMap(AdHocTools::line).toList()
        : List.of();
  }

  private static Stream<String> line(String line) {
    if (line.strip().startsWith("#") || line.contains("echo ")) {
      return Stream.of();
    }
    return INSTALL
        .matcher(line)
        .results()
        .filter(found ->
            isOpen(found.group("tool"), List.of(found.group("rest").strip().split(" ", -1))))
        .map(found -> found.group().strip());
  }

  private static boolean isOpen(String tool, List<String> words) {
    boolean plain = words.stream().noneMatch(AdHocTools::isFixed);
    return switch (tool) {
      case "npm" ->
          words.stream().anyMatch(w -> w.equals("-g") || w.equals("--global"))
              && named(words).anyMatch(w -> w.lastIndexOf('@') <= 0 || w.endsWith("@latest"));
      case "go" -> words.stream().anyMatch(w -> w.endsWith("@latest"));
      case "gem" -> plain && !has(words, "-v", "--version") && named(words).findAny().isPresent();
      case "cargo" ->
          plain
              && !has(words, "--version", "--vers", "--locked", "--path", "--git")
              && named(words).anyMatch(w -> !w.contains("@"));
      default -> plain && named(words).anyMatch(w -> !w.contains("==") && !w.contains("@"));
    };
  }

  /// Words that name a file, a directory or a place in place of a package.
  private static boolean isFixed(String word) {
    return word.equals("-r")
        || word.startsWith("--requirement")
        || word.equals("-e")
        || word.equals("-c")
        || word.startsWith(".")
        || word.contains("/")
        || word.contains("$")
        || word.contains("{")
        || word.endsWith(".whl")
        || word.equals("--require-hashes");
  }

  private static Stream<String> named(List<String> words) {
    return words.stream()
        .filter(w -> !w.startsWith("-") && !w.isEmpty() && !w.contains("$") && !w.startsWith("."))
        .filter(w -> !w.equals("pip") && !w.equals("setuptools") && !w.equals("wheel"));
  }

  private static boolean has(List<String> words, String... options) {
    return words.stream().anyMatch(w -> List.of(options).contains(w.replaceFirst("=.*", "")));
  }
}
