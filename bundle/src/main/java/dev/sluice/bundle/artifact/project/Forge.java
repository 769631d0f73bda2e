package dev.sluice.bundle.artifact.project;

import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Repository;
import dev.sluice.flow.fact.Unreadable;
import java.util.Locale;

/// Where a repository is hosted.
public enum Forge {
  GITHUB,
  GITLAB,
  OTHER;

  /// What the origin says or, without one, the files; GitHub when nothing says.
  static Forge of(Facts facts) {
    String origin =
        facts.of(Repository.class).stream()
            .map(Repository::origin)
            .filter(o -> o != null)
            .findFirst()
            .orElse("");
    String host = origin.substring(0, Math.max(0, origin.indexOf('/'))).toLowerCase(Locale.ROOT);
    if (host.contains("gitlab") || (host.isEmpty() && gitLabFiles(facts))) {
      return GITLAB;
    }
    return host.isEmpty() || host.contains("github") ? GITHUB : OTHER;
  }

  private static boolean gitLabFiles(Facts facts) {
    return facts.wholes().stream().anyMatch(Forge::gitLabFile)
        && facts.wholes().stream().noneMatch(f -> f.source().file().startsWith(".github/"));
  }

  private static boolean gitLabFile(Fact fact) {
    String file = fact.source().file();
    return file.startsWith(".gitlab/")
        || (fact instanceof Unreadable && file.startsWith(".gitlab-ci."));
  }
}
