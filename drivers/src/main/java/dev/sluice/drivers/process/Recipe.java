package dev.sluice.drivers.process;

import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an instance of a release is started: no shell has a part in it. Of the supervisor's own
/// environment an instance gets what every program needs, and nothing else.
final class Recipe {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)\\}\\}");
  private static final List<String> PASSED =
      List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

  private final Release release;
  private final Settings settings;

  Recipe(Release release, Settings settings) {
    this.release = release;
    this.settings = settings;
  }

  /// Whether an instance could be started now.
  ///
  /// @throws PortException when it could not, and why
  void check() throws PortException {
    builder(1);
    executable(settings.command().getFirst());
  }

  /// What starts an instance. The artifact is verified each time.
  ProcessBuilder builder(int port) throws PortException {
    if (settings.command().isEmpty()) {
      throw PortException.terminal("expected a command that starts an instance, but found none");
    }
    Map<String, String> values = values(port);
    List<String> words = new ArrayList<>();
    for (String word : settings.command()) {
      words.add(fill(word, values));
    }
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(new File(settings.directory()));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED);
    for (Map.Entry<String, String> entry : settings.env().entrySet()) {
      environment.put(entry.getKey(), fill(entry.getValue(), values));
    }
    return builder.redirectErrorStream(true);
  }

  private Map<String, String> values(int port) throws PortException {
    String config = release.config();
    Map<String, String> values = new HashMap<>();
    values.put("port", Integer.toString(port));
    values.put("config", config == null ? "" : config);
    values.put("release", release.id().value());
    if (asksFor("{{artifact}}") || asksFor("{{digest}}") || settings.artifacts() != null) {
      Digest digest = Artifacts.digest(release);
      values.put("digest", digest.value());
      if (asksFor("{{artifact}}") || settings.artifacts() != null) {
        values.put("artifact", Artifacts.verified(settings.artifacts(), digest).toString());
      }
    }
    return values;
  }

  private boolean asksFor(String placeholder) {
    return settings.command().stream().anyMatch(word -> word.contains(placeholder))
        || settings.env().values().stream().anyMatch(value -> value.contains(placeholder));
  }

  private static String fill(String word, Map<String, String> values) throws PortException {
    Matcher found = PLACEHOLDER.matcher(word);
    StringBuilder filled = new StringBuilder();
    while (found.find()) {
      String value = values.get(found.group(1));
      if (value == null) {
        throw PortException.terminal(
            "expected {{port}}, {{artifact}}, {{digest}}, {{config}} or {{release}}, but found "
                + found.group());
      }
      found.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return found.appendTail(filled).toString();
  }

  private void executable(String word) throws PortException {
    if (word.contains("{{")) {
      return;
    }
    Path directory = Path.of(settings.directory());
    boolean found =
        word.contains("/")
            ? Files.isExecutable(directory.resolve(word))
            : List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .anyMatch(entry -> Files.isExecutable(directory.resolve(entry).resolve(word)));
    if (!found) {
      throw PortException.terminal("expected a program, but " + word + " cannot be run");
    }
  }
}
