package dev.sluice.survey.runbook;

import dev.sluice.survey.tree.GitPlace;
import dev.sluice.survey.tree.Tree;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The repository on its host, as far as URLs of its files go.
///
/// @param host `github.com`
/// @param name `owner/repository`, in lower case
/// @param prefix directory of the surveyed root inside the repository, with a slash at its end;
///   empty for its top
/// @param branch the checked-out branch, or null
record Origin(String host, String name, String prefix, @Nullable String branch) {
  private static final int MAX_CONFIG = 1 << 20;
  private static final Set<String> USUAL_BRANCHES =
      Set.of("main", "master", "HEAD", "trunk", "develop");
  private static final Pattern REMOTE =
      Pattern.compile(
          "^(?:[a-z+]+://(?:[^@/]*@)?|[^@/:]+@)([^/:]+)(?::\\d+/|[:/])(.+?)(?:\\.git)?/?$");

  /// A file of the repository that a URL names.
  ///
  /// @param path relative to the surveyed root, or null when it lies outside of it
  /// @param current whether the URL names the state that is looked at, and not another branch or
  ///   tag
  record Place(@Nullable String path, boolean current) {}

  /// The origin of the repository that a tree belongs to; empty when it has none.
  static Optional<Origin> of(Tree tree) {
    return tree.git().flatMap(place -> of(tree.root(), place));
  }

  private static Optional<Origin> of(Path root, GitPlace place) {
    String inside = place.top().relativize(root).toString().replace('\\', '/');
    String prefix = inside.isEmpty() ? "" : inside + "/";
    String head = read(place.directory().resolve("HEAD")).strip();
    String branch = head.startsWith("ref: refs/heads/") ? head.substring(16) : null;
    return remote(read(place.common().resolve("config")))
        .map(REMOTE::matcher)
        .filter(Matcher::matches)
        .map(m -> new Origin(m.group(1), m.group(2).toLowerCase(Locale.ROOT), prefix, branch));
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MAX_CONFIG
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> remote(String config) {
    boolean inOrigin = false;
    for (String line : config.lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        inOrigin = line.equals("[remote \"origin\"]");
      } else if (inOrigin && line.startsWith("url") && line.contains("=")) {
        return Optional.of(line.substring(line.indexOf('=') + 1).strip());
      }
    }
    return Optional.empty();
  }

  /// The file of this repository that a URL names; empty when it names none.
  Optional<Place> place(URI url) {
    String at = url.getHost();
    String path = url.getPath();
    if (at == null || path == null) {
      return Optional.empty();
    }
    String rest = path.replaceFirst("^/+", "");
    boolean raw = at.equals("raw.githubusercontent.com") && host.equals("github.com");
    if ((!raw && !at.equalsIgnoreCase(host))
        || !rest.toLowerCase(Locale.ROOT).startsWith(name + "/")) {
      return Optional.empty();
    }
    String inside = rest.substring(name.length() + 1).replaceFirst("^-/", "");
    if (!raw) {
      if (!inside.matches("(blob|tree|raw|blame)/.+")) {
        return Optional.empty();
      }
      inside = inside.substring(inside.indexOf('/') + 1);
    }
    return Optional.of(split(inside));
  }

  private Place split(String inside) {
    if (branch != null && inside.startsWith(branch + "/")) {
      return new Place(relative(inside.substring(branch.length() + 1)), true);
    }
    int slash = inside.indexOf('/');
    String ref = slash < 0 ? inside : inside.substring(0, slash);
    return new Place(
        relative(slash < 0 ? "" : inside.substring(slash + 1)), USUAL_BRANCHES.contains(ref));
  }

  private @Nullable String relative(String path) {
    return path.startsWith(prefix) ? path.substring(prefix.length()) : null;
  }
}
