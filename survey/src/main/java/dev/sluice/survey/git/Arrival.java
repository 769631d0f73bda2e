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

/// Finds when files came onto the branch.
///
/// It follows first parents for a year or [#MAX_COMMITS] commits, and then halves that line instead
/// of comparing every commit: a file that was taken away in between and brought back may look older
/// than it is. A file that was there all the time has the line's end as its time: it came no later.
public final class Arrival implements AutoCloseable {
  private static final int MAX_COMMITS = 3_000;
  private static final int MAX_AGE_SECONDS = 365 * 24 * 3600;

  private final Repository repository;
  private final String prefix;
  private final List<RevCommit> line;
  private final boolean cut;

  private Arrival(Repository repository, String prefix, List<RevCommit> line, boolean cut) {
    this.repository = repository;
    this.prefix = prefix;
    this.line = line;
    this.cut = cut;
  }

  /// The history around a tree; empty when there is none that can be read.
  public static Optional<Arrival> in(Tree tree) {
    return tree.git().filter(git -> !git.bare()).flatMap(git -> open(git, tree));
  }

  private static Optional<Arrival> open(GitPlace git, Tree tree) {
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
        return Optional.of(new Arrival(repository, path.isEmpty() ? "" : path + "/", line, cut));
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

  /// When a file came, or null when that cannot be told: it isn't committed, or a shallow clone
  /// ends before.
  ///
  /// @param path relative to the root of the tree
  public @Nullable Instant of(String path) {
    try {
      if (!exists(0, path)) {
        return null;
      }
      int there = exists(line.size() - 1, path) ? line.size() - 1 : 0;
      int absent = there == 0 ? line.size() - 1 : line.size();
      while (absent - there > 1) {
        int middle = (there + absent) >>> 1;
        if (exists(middle, path)) {
          there = middle;
        } else {
          absent = middle;
        }
      }
      boolean unknown = cut && there == line.size() - 1;
      return unknown ? null : Instant.ofEpochSecond(line.get(there).getCommitTime());
    } catch (IOException e) {
      return null;
    }
  }

  /// The time of the oldest commit that is looked at: what was there already came no later.
  public Instant end() {
    return Instant.ofEpochSecond(line.getLast().getCommitTime());
  }

  private boolean exists(int index, String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(repository, prefix + path, line.get(index).getTree())) {
      return walk != null;
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
