package dev.sluice.cli.site;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Who runs a command. `SLUICE_USER` and `SLUICE_TEAMS` say so; without them git's `user.email`
/// does, and nobody is in a team. Nothing proves it: whoever may run commands here may say
/// anything.
///
/// @param name the same for the same person, as commits have it
/// @param teams what they belong to
public record Person(String name, Set<String> teams) {
  public Person {
    requireNonNull(name, "name");
    teams = Set.copyOf(teams);
  }

  /// Who runs this, or empty when nothing says so.
  public static Optional<Person> of(Path root, Map<String, String> environment) {
    String named = environment.getOrDefault("SLUICE_USER", "").strip();
    String name = named.isEmpty() ? configured(root) : named;
    if (name == null || name.isBlank()) {
      return Optional.empty();
    }
    Set<String> teams = new TreeSet<>();
    for (String team : environment.getOrDefault("SLUICE_TEAMS", "").split(",", -1)) {
      if (!team.isBlank()) {
        teams.add(team.strip());
      }
    }
    return Optional.of(new Person(name, teams));
  }

  private static @Nullable String configured(Path root) {
    try (Repository git = repository(root)) {
      return git == null ? null : git.getConfig().getString("user", null, "email");
    } catch (IOException e) {
      return null;
    }
  }

  /// The commit that is checked out and who made it, or null outside of git.
  public static @Nullable Commit head(Path root) {
    try (Repository git = repository(root)) {
      ObjectId head = git == null ? null : git.resolve("HEAD");
      if (git == null || head == null) {
        return null;
      }
      try (RevWalk walk = new RevWalk(git)) {
        RevCommit commit = walk.parseCommit(head);
        return new Commit(commit.name(), commit.getAuthorIdent().getEmailAddress());
      }
    } catch (IOException e) {
      return null;
    }
  }

  /// A commit.
  public record Commit(String id, String author) {}

  private static @Nullable Repository repository(Path root) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(root.toFile());
    return builder.getGitDir() == null ? null : builder.build();
  }
}
