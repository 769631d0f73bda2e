package dev.sluice.survey.secrets;

import dev.sluice.survey.tree.TreeFile;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the place of a file says about the values in it.
final class Places {
  private static final Set<String> DOCUMENTS =
      Set.of("md", "mdx", "rst", "adoc", "txt", "ipynb", "html", "tex", "1");
  private static final Set<String> SKIPPED =
      Set.of(
          "svg", "map", "png", "jpg", "jpeg", "gif", "ico", "woff", "woff2", "ttf", "eot", "pdf",
          "zip", "gz", "tgz", "jar", "lock", "sum", "snap", "po", "pot");
  private static final Set<String> SKIPPED_NAMES =
      Set.of(
          "package-lock.json",
          "npm-shrinkwrap.json",
          "pnpm-lock.yaml",
          ".gitleaks.toml",
          ".gitleaksignore",
          ".secrets.baseline");

  /// Words in names of files and directories whose values are made up or protect nothing.
  private static final Pattern MADE_UP =
      Pattern.compile(
          "(?i)(?:.*[^a-z])?(?:tests?|specs?|examples?|samples?|fixtures?|mocks?|dummy|fake|demos?|snakeoil|minica|pebble|insecure|localhost|self-?signed|stories|bench|benchmarks?|e2e|tutorials?)(?:[^a-z].*)?");

  private static final Pattern MADE_UP_FILE =
      Pattern.compile(
          "(?i)(?:.*[^a-z])?(?:templates?|tpl|dist)(?:[^a-z].*)?|(?-i).*Tests?\\.[a-z]+|.*Spec\\.[a-z]+|.*\\.pub");

  private static final Pattern IN_DOCS = Pattern.compile("(?i)(?:.*/)?docs?/.*");

  private Places() {}

  /// Whether a value in such a file says nothing: what a tool made, pictures, the settings of
  /// secret scanners, tests.
  static boolean isSkipped(TreeFile file) {
    String name = file.fileName();
    return SKIPPED_NAMES.contains(name)
        || SKIPPED.contains(extension(name))
        || name.contains(".min.")
        || MADE_UP_FILE.matcher(name).matches()
        || isMadeUp(file.path());
  }

  /// Whether values in a file are meant to be used: it isn't documentation.
  static boolean isTrusted(TreeFile file) {
    return !DOCUMENTS.contains(extension(file.fileName()))
        && !IN_DOCS.matcher(file.path()).matches();
  }

  private static boolean isMadeUp(String path) {
    for (String segment : path.split("/", -1)) {
      if (MADE_UP.matcher(segment).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
