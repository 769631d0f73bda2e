package dev.sluice.survey.git;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/// Where a clone came from.
final class Origin {
  private static final Pattern URL =
      Pattern.compile("(?:https?|ssh|git)://(?:[^/@]*@)?([\\w.-]+)(?::\\d+)?/(.+)");
  private static final Pattern SCP =
      Pattern.compile("(?:[\\w.-]+@)?([\\w.-]+\\.[\\w.-]+):([^/].*)");

  private Origin() {}

  /// Host and path of the origin without credentials: `github.com/acme/storefront`. Null when there
  /// is none, or it is a directory.
  static @Nullable String in(Repository git) {
    String url = git.getConfig().getString("remote", "origin", "url");
    return url == null ? null : of(url);
  }

  static @Nullable String of(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      matcher = SCP.matcher(url);
    }
    if (!matcher.matches()) {
      return null;
    }
    String path = matcher.group(2).replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return path.isBlank() ? null : matcher.group(1) + "/" + path;
  }
}
