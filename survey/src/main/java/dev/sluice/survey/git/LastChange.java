package dev.sluice.survey.git;

import dev.sluice.survey.tree.GitPlace;
import dev.sluice.survey.tree.Tree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// Finds when files came onto the branch as they are now.
///
/// It follows first parents for a year or [#MAX_COMMITS] commits, and then halves that line instead
/// of comparing every commit: a file that was changed and later changed back to the same bytes may
/// look older than it is. A file that didn't change on that line has the line's end as its time: it
/// changed no later.
public final class LastChange implements AutoCloseable {
  private static final int MAX_COMMITS = 3_000;
  private static final int MAX_AGE_SECONDS = 365 * 24 * 3600;

  private final Repository repository;
  private final String prefix;
  private final List<RevCommit> line;
  private final boolean cut;

  private LastChange(Repository repository, String prefix, List<RevCommit> line, boolean cut) {
    this.repository = repository;
    this.prefix = prefix;
    this.line = line;
    this.cut = cut;
  }

  /// The history around a tree; empty when there is none that can be read.
  public static Optional<LastChange> in(Tree tree) {
    return tree.git().filter(git -> !git.bare()).flatMap(git -> open(git, tree));
  }

  private static Optional<LastChange> open(GitPlace git, Tree tree) {
    Repository repository;
    try {
      repository = Repositories.open(git);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head != null) {
        String path = git.top().relativize(tree.root()).toString();
        List<RevCommit> line = line(walk, walk.parseCommit(head));
        boolean cut = repository.getObjectDatabase().getShallowCommits().contains(line.getLast());
        return Optional.of(new LastChange(repository, path.isEmpty() ? "" : path + "/", line, cut));
      }
    } catch (IOException | RuntimeException e) {
      // a broken history tells nothing; the git reader reports it
    }
    repository.close();
    return Optional.empty();
  }

  private static List<RevCommit> line(RevWalk walk, RevCommit head) throws IOException {
    List<RevCommit> line = new ArrayList<>();
    RevCommit at = head;
    while (at != null) {
      line.add(at);
      boolean enough =
          line.size() == MAX_COMMITS || at.getCommitTime() < head.getCommitTime() - MAX_AGE_SECONDS;
      at = enough || at.getParentCount() == 0 ? null : walk.parseCommit(at.getParent(0));
    }
    return line;
  }

  /// When a file last changed, or null when that cannot be told: it isn't committed as it is now,
  /// or a shallow clone ends before.
  ///
  /// @param path relative to the root of the tree
  public @Nullable Instant of(String path) {
    try {
      ObjectId now = blob(0, path);
      if (now == null) {
        return null;
      }
      int same = 0;
      int other = line.size();
      while (other - same > 1) {
        int middle = (same + other) >>> 1;
        if (now.equals(blob(middle, path))) {
          same = middle;
        } else {
          other = middle;
        }
      }
      return cut && other == line.size()
          ? null
          : Instant.ofEpochSecond(line.get(same).getCommitTime());
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable ObjectId blob(int index, String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(repository, prefix + path, line.get(index).getTree())) {
      return walk == null ? null : walk.getObjectId(0);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
