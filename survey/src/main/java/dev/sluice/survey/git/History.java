package dev.sluice.survey.git;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/// The commits of the 90 days before the newest one, and some beyond.
///
/// What it reads is bounded by numbers and not by time, so that the same repository always gives
/// the same answer.
final class History {
  static final int RECENT_SECONDS = 90 * 24 * 3600;

  /// So many commits are counted.
  static final int MAX_COMMITS = 2_000;

  /// So many are compared with the ones before them, newest first.
  static final int MAX_COMPARED = 300;

  private final Repository repository;
  private final String within;
  private final Set<String> authors = new HashSet<>();
  private final Map<Area, Changes> changes = new EnumMap<>(Area.class);
  private int commits;
  private int recent;
  private int compared;
  private boolean cut;
  private @Nullable Instant first;
  private @Nullable Instant last;

  private History(Repository repository, String within) {
    this.repository = repository;
    this.within = within;
  }

  /// Reads backwards from a commit.
  ///
  /// @param within the directory whose changes count, relative to the top; empty for all
  /// @throws IOException when an object is missing or broken
  static History of(Repository repository, AnyObjectId head, String within) throws IOException {
    History history = new History(repository, within);
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(head));
      history.read(walk, repository.getObjectDatabase().getShallowCommits());
    }
    return history;
  }

  private void read(RevWalk walk, Set<? extends AnyObjectId> shallow) throws IOException {
    int since = Integer.MIN_VALUE;
    try (TreeWalk trees = new TreeWalk(repository)) {
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        int time = commit.getCommitTime();
        if (last == null) {
          last = Instant.ofEpochSecond(time);
          since = time - RECENT_SECONDS;
        }
        commits++;
        if (time >= since) {
          cut |= shallow.contains(commit);
          recent(commit, trees, shallow.contains(commit));
        }
        first = Instant.ofEpochSecond(time);
        commit.disposeBody();
        if (commits == MAX_COMMITS) {
          first = walk.next() == null ? first : null;
          return;
        }
      }
    }
  }

  private void recent(RevCommit commit, TreeWalk trees, boolean cutHere) throws IOException {
    if (within.isEmpty()) {
      count(commit);
    }
    if (cutHere || commit.getParentCount() > 1 || compared == MAX_COMPARED) {
      return;
    }
    compared++;
    Set<Area> touched = touched(commit, trees);
    if (touched == null) {
      return;
    }
    if (!within.isEmpty()) {
      count(commit);
    }
    touched.forEach(area -> changes.computeIfAbsent(area, a -> new Changes()).add(commit));
  }

  private void count(RevCommit commit) {
    recent++;
    author(commit).ifPresent(authors::add);
  }

  /// The areas that a commit changed; null when it changed nothing inside the directory that
  /// counts.
  private @Nullable Set<Area> touched(RevCommit commit, TreeWalk trees) throws IOException {
    trees.reset();
    trees.setRecursive(true);
    trees.setFilter(
        within.isEmpty()
            ? TreeFilter.ANY_DIFF
            : AndTreeFilter.create(PathFilter.create(within), TreeFilter.ANY_DIFF));
    trees.addTree(commit.getTree());
    if (commit.getParentCount() == 0) {
      trees.addTree(new EmptyTreeIterator());
    } else {
      trees.addTree(commit.getParent(0).getTree());
    }
    Set<Area> areas = null;
    while (trees.next() && (areas == null || areas.size() < Area.values().length)) {
      areas = areas == null ? EnumSet.noneOf(Area.class) : areas;
      Area.of(trees.getPathString()).ifPresent(areas::add);
    }
    return areas;
  }

  /// The author's address; empty for a bot.
  private static Optional<String> author(RevCommit commit) {
    byte[] raw = commit.getRawBuffer();
    int start = RawParseUtils.author(raw, 0);
    if (start < 0) {
      return Optional.empty();
    }
    int end = RawParseUtils.nextLF(raw, start) - 1;
    String line = RawParseUtils.decode(raw, start, Math.max(start, end));
    int open = line.indexOf('<');
    int close = line.indexOf('>', open + 1);
    if (open < 0 || close < 0 || line.substring(0, open).contains("[bot]")) {
      return Optional.empty();
    }
    return Optional.of(line.substring(open + 1, close));
  }

  int commits() {
    return commits;
  }

  int recent() {
    return recent;
  }

  int authors() {
    return authors.size();
  }

  /// Whether a shallow clone ends inside the 90 days.
  boolean cut() {
    return cut;
  }

  @Nullable Instant first() {
    return first;
  }

  @Nullable Instant last() {
    return last;
  }

  Map<Area, Changes> changes() {
    return changes;
  }

  /// The commits that changed one area.
  static final class Changes {
    private final Set<String> authors = new HashSet<>();
    private int commits;
    private @Nullable Instant last;

    private void add(RevCommit commit) {
      commits++;
      author(commit).ifPresent(authors::add);
      if (last == null) {
        last = Instant.ofEpochSecond(commit.getCommitTime());
      }
    }

    int commits() {
      return commits;
    }

    int authors() {
      return authors.size();
    }

    @Nullable Instant last() {
      return last;
    }
  }
}
