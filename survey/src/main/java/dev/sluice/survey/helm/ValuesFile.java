package dev.sluice.survey.helm;

import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A file of chart values, recognised by name and place.
final class ValuesFile {
  private ValuesFile() {}

  /// Whether a file's name says that it holds values.
  static boolean isName(TreeFile file) {
    String name = file.fileName().toLowerCase(Locale.ROOT);
    String directory = file.directory();
    boolean inValues = directory.equals("values") || directory.endsWith("/values");
    return file.looksLikeYaml()
        && !name.contains("schema")
        && (inValues || name.startsWith("values") || stem(name).endsWith("values"));
  }

  /// The environment that its name or else its directory says.
  static Optional<String> environment(TreeFile file, Environments environments) {
    String name = stem(file.fileName().toLowerCase(Locale.ROOT));
    String rest = name.replace("values", "").replaceAll("^[-_.]+|[-_.]+$", "");
    return rest.isEmpty()
        ? environments.ofDirectory(file.directory())
        : Environments.ofFileName(rest).or(() -> environments.ofDirectory(file.directory()));
  }

  /// The chart that the values lie in: the nearest one above.
  static Optional<Chart> chart(TreeFile file, List<Chart> charts) {
    return charts.stream()
        .filter(c ->
            c.directory().equals(".") || (file.directory() + "/").startsWith(c.directory() + "/"))
        .max((a, b) -> Integer.compare(a.directory().length(), b.directory().length()));
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.(ya?ml)$", "");
  }
}
